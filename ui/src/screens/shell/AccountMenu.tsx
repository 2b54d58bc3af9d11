import {
  Avatar,
  Button,
  Divider,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from "@fluentui/react-components";
import { ChevronDownRegular, LockClosedRegular, PersonRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { AccountList } from "../../components/AccountList";
import { accountName } from "../../components/accountName";
import { CopyableText } from "../../components/CopyableText";
import { InlineError } from "../../components/InlineError";
import { PropertyList } from "../../components/PropertyList";
import { ShortcutTooltip } from "../../components/ShortcutTooltip";
import { useSignOutAction } from "../../components/useSignOutAction";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useLockApp } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { formatList } from "../../words/format";

const useStyles = makeStyles({
  trigger: { maxWidth: "min(320px, 45vw)", fontWeight: tokens.fontWeightRegular },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  surface: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    width: "min(560px, 92vw)",
    maxHeight: "calc(100vh - 96px)",
    boxSizing: "border-box",
  },
  divider: { flexGrow: 0 },
  lock: { alignSelf: "flex-start" },
});

interface AccountMenuProps {
  account: AccountSummary;
  accounts: AccountSummary[];
  cloud: CloudSummary;
}

/** The current account, the other accounts of the cloud, and signing out. */
export function AccountMenu({ account, accounts, cloud }: AccountMenuProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const { signOut, isPending } = useSignOutAction(accounts);
  const lock = useLockApp();
  const name = accountName(account);
  return (
    <Popover open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} positioning="below-end" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.trigger}
          icon={<Avatar icon={<PersonRegular />} size={24} color="brand" aria-hidden="true" />}
          aria-label={t("shell-account", { name })}
          data-testid="account-menu"
        >
          <bdi className={styles.name}>{name}</bdi>
          <ChevronDownRegular aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverSurface
        className={styles.surface}
        aria-label={t("shell-account", { name: account.displayName || name })}
      >
        <PropertyList
          properties={[
            { label: t("shell-status-cloud"), value: cloud.displayName },
            { label: t("shell-tokens-go-to"), value: formatList(cloud.tokenHosts) },
            {
              label: t("shell-tenant-id"),
              value: account.tenantId && (
                <CopyableText name={t("shell-tenant-id")} value={account.tenantId} />
              ),
            },
            {
              label: t("shell-object-id"),
              value: account.objectId && (
                <CopyableText name={t("shell-object-id")} value={account.objectId} />
              ),
            },
          ]}
        />
        <Divider className={styles.divider} />
        <ShortcutTooltip shortcut="lock">
          <Button
            className={styles.lock}
            icon={<LockClosedRegular />}
            disabledFocusable={lock.isPending}
            onClick={() => lock.mutate()}
          >
            {t("lock-settings-lock")}
          </Button>
        </ShortcutTooltip>
        <InlineError error={lock.error} />
        <AccountList
          accounts={accounts}
          current={account}
          isSigningOut={isPending}
          onSignOut={(accountId) => void signOut(accountId)}
          onLeave={() => setOpen(false)}
        />
      </PopoverSurface>
    </Popover>
  );
}
