import { Button, makeStyles, tokens, useRestoreFocusTarget } from "@fluentui/react-components";
import { ArrowSyncRegular, CopyRegular, EyeOffRegular, EyeRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { InlineError } from "../../components/InlineError";
import { ShortcutTooltip } from "../../components/ShortcutTooltip";
import { useCopyAction } from "../../components/useCopyAction";
import type { KeyActions } from "../../ipc/bindings/KeyActions";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { t } from "../../words";
import { Fingerprint } from "./Fingerprint";
import { KeyValue } from "./KeyValue";
import { PermissionNote } from "./PermissionNote";
import { useKeyShortcuts } from "./useKeyShortcuts";
import { useRevealedCopy } from "./useRevealedCopy";
import { useRevealedKey } from "./useRevealedKey";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "112px minmax(0, 1fr) 56px auto",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    minHeight: "48px",
    paddingBlock: tokens.spacingVerticalXS,
    ":not(:last-child)": { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
    "@media (max-width: 960px)": {
      gridTemplateColumns: "112px minmax(0, 1fr) 56px",
      paddingBlock: tokens.spacingVerticalM,
    },
  },
  label: { fontWeight: tokens.fontWeightSemibold },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    "@media (max-width: 960px)": { gridColumn: "2 / -1" },
  },
  error: { gridColumn: "1 / -1" },
});

interface KeyRowProps {
  service: string;
  slot: KeySlot;
  keys: KeyActions;
  onRegenerate: () => void;
}

/** One key: masked, shown for a while on request, copied by the host, regenerated in a dialog. */
export function KeyRow({ service, slot, keys, onRegenerate }: KeyRowProps) {
  const styles = useStyles();
  const row = useRef<HTMLDivElement>(null);
  const value = useRef<HTMLElement>(null);
  const restoreFocus = useRestoreFocusTarget();
  const { revealed, error, isPending, show, hide } = useRevealedKey(service, slot);
  const { copy, isPending: isCopying } = useCopyAction();
  const mayRead = keys.read.state !== "missing";
  const toggle = () => (revealed ? hide() : void show());
  const copyKey = () => copy({ what: "key", service, slot }, t("keys-name", { slot }));
  useKeyShortcuts(row, slot, mayRead ? { copy: copyKey, reveal: toggle } : null);

  useRevealedCopy(row, value, revealed ? copyKey : null);

  // After a change of the fingerprint, the shown key is the old one.
  const fingerprint = keys.fingerprints?.[slot] ?? null;
  const shownFor = useRef(fingerprint);
  useEffect(() => {
    if (shownFor.current !== null && shownFor.current !== fingerprint) hide();
    shownFor.current = fingerprint;
  }, [fingerprint, hide]);

  return (
    <div ref={row} className={styles.root} role="group" aria-label={t("keys-name", { slot })}>
      <span className={styles.label}>{t("keys-slot", { slot })}</span>
      <KeyValue slot={slot} revealed={revealed} valueRef={value} />
      <Fingerprint digits={fingerprint} />
      <span className={styles.actions}>
        <ShortcutTooltip shortcut="reveal">
          <Button
            icon={revealed ? <EyeOffRegular /> : <EyeRegular />}
            disabledFocusable={!mayRead || isPending}
            aria-label={revealed ? t("keys-hide-slot", { slot }) : t("keys-reveal-slot", { slot })}
            onClick={toggle}
          >
            {revealed ? t("keys-hide") : t("keys-reveal")}
          </Button>
        </ShortcutTooltip>
        <ShortcutTooltip shortcut="copy">
          <Button
            icon={<CopyRegular />}
            disabledFocusable={!mayRead || isCopying}
            aria-label={t("keys-copy", { slot })}
            onClick={copyKey}
          >
            {t("action-copy")}
          </Button>
        </ShortcutTooltip>
        {!mayRead && (
          <PermissionNote
            permission={keys.read}
            name={t("keys-why-read", { slot })}
            message={t("keys-no-read")}
          />
        )}
        <Button
          {...restoreFocus}
          icon={<ArrowSyncRegular />}
          disabledFocusable={keys.regenerate.state === "missing"}
          aria-label={t("keys-regenerate-slot", { slot })}
          onClick={onRegenerate}
        >
          {t("keys-regenerate")}
        </Button>
        {keys.regenerate.state === "missing" && (
          <PermissionNote
            permission={keys.regenerate}
            name={t("keys-why-regenerate", { slot })}
            message={t("keys-no-regenerate")}
          />
        )}
      </span>
      {error && (
        <div className={styles.error}>
          <InlineError error={error} title={t("keys-not-read", { slot })} />
        </div>
      )}
    </div>
  );
}
