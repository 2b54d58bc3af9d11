// The texts of the window: messages of the catalogue in `crates/words/locales`.
import { createElement, Fragment, type ReactElement, type ReactNode } from "react";
import type { Messages } from "../ipc/bindings/Messages";
import { bundle } from "./language";

/** The id of a message that the window can show. */
export type MessageId = keyof Messages;

/** The id of a message without arguments. */
export type PlainMessageId = { [Id in MessageId]: Messages[Id] extends null ? Id : never }[MessageId];

/** The arguments of a message. */
type Values<Id extends MessageId> = Messages[Id];

/** The same, with elements in place of texts. */
type RichValues<Id extends MessageId> = {
  [Name in keyof Values<Id>]: Values<Id>[Name] | (string extends Values<Id>[Name] ? ReactElement : never);
};

/** The text of a message. */
export function t<Id extends MessageId>(
  id: Id,
  ...[values]: Values<Id> extends null ? [] : [Values<Id>]
): string {
  return format(id, values);
}

/**
 * The text of a message with elements in it, such as `<bdi>` around a name that somebody else chose. No value is read as
 * markup.
 */
export function rich<Id extends MessageId>(id: Id, values: RichValues<Id>): ReactNode {
  const elements: ReactElement[] = [];
  const plain: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values as Record<string, string | number | ReactElement>)) {
    if (typeof value === "object") {
      plain[name] = MARK + elements.length + MARK;
      elements.push(value);
    } else {
      plain[name] = typeof value === "string" ? value.replaceAll(MARK, "") : value;
    }
  }
  // Texts and the numbers of elements take turns.
  const parts = format(id, plain).split(MARK);
  return createElement(
    Fragment,
    null,
    ...parts.map((part, at): ReactNode => (at % 2 === 0 ? part : elements[Number(part)])),
  );
}

/** Stands around the number of an element. A character for private use, which no text has. */
const MARK = "\uE000";

function format(id: MessageId, values: Record<string, string | number> | null | undefined): string {
  const pattern = bundle().getMessage(id)?.value;
  if (pattern === undefined || pattern === null) throw new Error(`there is no message ${id}`);
  const errors: Error[] = [];
  const text = bundle().formatPattern(pattern, values ?? null, errors);
  // A release shows the text with a gap.
  if (import.meta.env.MODE !== "production" && errors[0]) throw errors[0];
  return text;
}
