import {
  Avatar,
  Badge,
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from "@fluentui/react-components";
import {
  AppGenericRegular,
  ArrowClockwiseRegular,
  CheckmarkRegular,
  ServerRegular,
  SignOutRegular,
  WindowConsoleRegular,
} from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { AccountKind } from "../ipc/bindings/AccountKind";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { rowTokens } from "../styles/rowTokens";
import { rich, t } from "../words";
import { AccountKindTag } from "./AccountKindTag";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
  },
  current: {
    backgroundColor: rowTokens.colorRowSelected,
    boxShadow: `inset 0 0 0 1px ${rowTokens.colorRowRing}`,
  },
  who: {
    flex: "1 1 240px",
    minWidth: 0,
    boxSizing: "border-box",
    display: "flex",
    alignItems: "center",
    justifyContent: "flex-start",
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    textAlign: "start",
    fontWeight: tokens.fontWeightRegular,
  },
  names: { display: "flex", flexDirection: "column", minWidth: 0, flex: "1 1 0" },
  line: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
  },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  second: { overflowWrap: "anywhere" },
  // In a button, the text has the colour of the button, which changes with its ground.
  quiet: { color: tokens.colorNeutralForeground2 },
  again: { flexShrink: 0 },
  out: { flexShrink: 0, marginInlineEnd: tokens.spacingHorizontalXS },
});

const icons: Record<Exclude<AccountKind, "user">, ReactElement> = {
  servicePrincipal: <AppGenericRegular />,
  azureCli: <WindowConsoleRegular />,
  managedIdentity: <ServerRegular />,
};

interface AccountRowProps {
  account: AccountSummary;
  /** The distinct name of the account. */
  name: string;
  /** The name of its tenant. */
  tenant: string;
  isCurrent: boolean;
  /** Whether there are several accounts. */
  hasOthers: boolean;
  isBusy: boolean;
  onSwitch: () => void;
  /** Signs in again. Left out if there is no room. */
  onSignInAgain?: () => void;
  onSignOut: () => void;
}

/** One account with its kind and tenant. A press makes it the current one. */
export function AccountRow(props: AccountRowProps) {
  const { account, name, tenant, isCurrent, hasOthers, isBusy, onSwitch, onSignInAgain, onSignOut } = props;
  const styles = useStyles();
  const { kind, displayName, userName } = account;
  const title = displayName || userName;
  const who = (
    <>
      <Avatar
        {...(kind === "user" ? { name: title } : { icon: icons[kind] })}
        size={32}
        color={isCurrent ? "brand" : "neutral"}
        aria-hidden="true"
      />
      <span className={styles.names}>
        <span className={styles.line}>
          <Text className={styles.name} dir="auto">
            {title}
          </Text>
          <AccountKindTag kind={kind} />
          {isCurrent && (
            <Badge appearance="tint" color="brand" icon={<CheckmarkRegular />}>
              {t("accounts-current")}
            </Badge>
          )}
        </span>
        <Caption1 className={mergeClasses(styles.second, isCurrent && styles.quiet)}>
          {userName !== title
            ? tenant === ""
              ? userName
              : rich("accounts-name-and-tenant", { name: <bdi>{userName}</bdi>, tenant: <bdi>{tenant}</bdi> })
            : tenant
              ? rich("accounts-tenant", { name: <bdi>{tenant}</bdi> })
              : t("accounts-no-tenant")}
        </Caption1>
      </span>
    </>
  );
  return (
    <li
      className={mergeClasses(styles.root, isCurrent && styles.current)}
      aria-current={isCurrent ? "true" : undefined}
    >
      {isCurrent ? (
        <div className={styles.who}>{who}</div>
      ) : (
        <Button
          appearance="subtle"
          className={styles.who}
          aria-label={t("accounts-switch", { name })}
          disabledFocusable={isBusy}
          onClick={onSwitch}
        >
          {who}
        </Button>
      )}
      {onSignInAgain && (
        <Button
          appearance="subtle"
          size="small"
          className={styles.again}
          icon={<ArrowClockwiseRegular />}
          aria-label={t("accounts-sign-in-again-as", { name })}
          disabledFocusable={isBusy}
          onClick={onSignInAgain}
        >
          {t("accounts-sign-in-again")}
        </Button>
      )}
      <Button
        appearance="subtle"
        size="small"
        className={styles.out}
        icon={<SignOutRegular />}
        {...(hasOthers ? { "aria-label": t("accounts-sign-out-named", { name }) } : {})}
        disabledFocusable={isBusy}
        onClick={onSignOut}
      >
        {t("accounts-sign-out")}
      </Button>
    </li>
  );
}
