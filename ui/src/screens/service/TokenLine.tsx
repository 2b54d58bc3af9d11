import {
  Body1,
  Button,
  Caption1,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { Countdown } from "../../components/Countdown";
import { InlineError } from "../../components/InlineError";
import { PropertyList } from "../../components/PropertyList";
import { RetryButton } from "../../components/RetryButton";
import { ShortcutTooltip } from "../../components/ShortcutTooltip";
import { useCopyAction } from "../../components/useCopyAction";
import { useNow } from "../../components/useNow";
import { useShortcut } from "../../components/useShortcut";
import type { Permission } from "../../ipc/bindings/Permission";
import { isWorthRetrying } from "../../ipc/errors";
import { useTokenLife } from "../../ipc/queries";
import { t } from "../../words";
import { PermissionNote } from "./PermissionNote";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  actions: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, flexWrap: "wrap" },
  hint: { color: tokens.colorNeutralForeground2 },
  skeleton: { display: "grid", gridTemplateColumns: "112px 96px", gap: tokens.spacingHorizontalM },
});

interface TokenLineProps {
  service: string;
  permission: Permission;
}

/** The life of the service's token, and a button that copies a fresh one. */
export function TokenLine({ service, permission }: TokenLineProps) {
  const styles = useStyles();
  const mayRead = permission.state !== "missing";
  const life = useTokenLife(service, mayRead);
  // Timers stop while the machine sleeps. Each render computes the next read again.
  useNow(60_000);
  const { copy, isPending } = useCopyAction();
  const copyFresh = () => copy({ what: "token", service }, t("service-token-title"));
  useShortcut("copy", () => mayRead && copyFresh());
  return (
    <div className={styles.root} role="group" aria-label={t("service-token-title")} data-testid="token-card">
      {life.data && (
        <PropertyList
          properties={[
            {
              label: t("service-token-refresh-by"),
              value: <Countdown until={life.data.refreshBy} past={t("service-token-passed")} />,
            },
            {
              label: t("service-token-expires"),
              value: <Countdown until={life.data.expiresAt} past={t("service-token-passed")} />,
            },
          ]}
        />
      )}
      {life.isLoading && (
        <Skeleton
          aria-label={t("action-loading", { name: t("service-token-title") })}
          className={styles.skeleton}
          role="progressbar"
        >
          <SkeletonItem size={12} />
          <SkeletonItem size={12} />
          <SkeletonItem size={12} />
          <SkeletonItem size={12} />
        </Skeleton>
      )}
      {!life.data && life.error && (
        <>
          <InlineError error={life.error} />
          {isWorthRetrying(life.error) && (
            <span className={styles.actions}>
              <RetryButton
                onRetry={() => void life.refetch()}
                isRetrying={life.isFetching}
                waitMs={life.error.retryAfterMs}
              />
            </span>
          )}
        </>
      )}
      {!mayRead && <Body1>{t("service-token-not-allowed")}</Body1>}
      <div className={styles.actions}>
        <ShortcutTooltip shortcut="copy">
          <Button
            appearance={mayRead ? "primary" : "secondary"}
            icon={<CopyRegular />}
            disabledFocusable={!mayRead || isPending}
            onClick={copyFresh}
          >
            {t("service-token-copy")}
          </Button>
        </ShortcutTooltip>
        <PermissionNote
          permission={permission}
          name={t("service-token-why")}
          message={t("service-token-not-allowed")}
        />
      </div>
      <Caption1 className={styles.hint}>{t("service-token-hint")}</Caption1>
    </div>
  );
}
