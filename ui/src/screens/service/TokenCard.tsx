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
import { Section } from "../../components/Section";
import { useCopyAction } from "../../components/useCopyAction";
import { useNow } from "../../components/useNow";
import { useShortcut } from "../../components/useShortcut";
import { t } from "../../i18n";
import type { Permission } from "../../ipc/bindings/Permission";
import { useTokenLife } from "../../ipc/queries";
import { PermissionNote } from "./PermissionNote";

const useStyles = makeStyles({
  actions: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, flexWrap: "wrap" },
  hint: { color: tokens.colorNeutralForeground2 },
  skeleton: { display: "grid", gridTemplateColumns: "112px 96px", gap: tokens.spacingHorizontalM },
});

const words = t.service.token;

interface TokenCardProps {
  service: string;
  permission: Permission;
}

/** The life of the service's token, and a button that copies a fresh one. */
export function TokenCard({ service, permission }: TokenCardProps) {
  const styles = useStyles();
  const mayRead = permission.state !== "missing";
  const life = useTokenLife(service, mayRead);
  // Timers stop while the machine sleeps. Each render computes the next read again.
  useNow(60_000);
  const { copy, isPending } = useCopyAction();
  const copyFresh = () => copy({ what: "token", service }, words.name);
  useShortcut("c", () => mayRead && copyFresh());
  return (
    <Section title={words.title} testId="token-card">
      {life.data && (
        <PropertyList
          properties={[
            { label: words.refreshBy, value: <Countdown until={life.data.refreshBy} past={words.past} /> },
            { label: words.expires, value: <Countdown until={life.data.expiresAt} past={words.past} /> },
          ]}
        />
      )}
      {life.isLoading && (
        <Skeleton aria-label={t.common.loading(words.name)} className={styles.skeleton} role="progressbar">
          <SkeletonItem size={12} />
          <SkeletonItem size={12} />
          <SkeletonItem size={12} />
          <SkeletonItem size={12} />
        </Skeleton>
      )}
      {!life.data && life.error && (
        <>
          <InlineError error={life.error} />
          <span className={styles.actions}>
            <RetryButton
              onRetry={() => void life.refetch()}
              isRetrying={life.isFetching}
              waitMs={life.error.retryAfterMs}
            />
          </span>
        </>
      )}
      {!mayRead && <Body1>{words.mayNot}</Body1>}
      <div className={styles.actions}>
        <Button
          appearance={mayRead ? "primary" : "secondary"}
          icon={<CopyRegular />}
          disabledFocusable={!mayRead || isPending}
          onClick={copyFresh}
        >
          {words.copyFresh}
        </Button>
        <PermissionNote permission={permission} name={words.why} message={words.mayNot} />
      </div>
      <Caption1 className={styles.hint}>{words.hint}</Caption1>
    </Section>
  );
}
