// What the dialog reads in the description of a cloud. The host reads the rest.

/** Whether a text is a whole JSON object. */
export function isDescription(text: string): boolean {
  return fieldsOf(text) !== null;
}

/** The name in a description, or an empty text. */
export function nameIn(text: string): string {
  const found = Object.entries(fieldsOf(text) ?? {}).find(([key]) => key.toLowerCase() === "displayname");
  return typeof found?.[1] === "string" ? found[1] : "";
}

function fieldsOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
