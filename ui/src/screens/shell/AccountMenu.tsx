import {
  Avatar,
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Subtitle2,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ChevronDownRegular, PersonRegular, SignOutRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { CopyableText } from "../../components/CopyableText";
import { PropertyList } from "../../components/PropertyList";
import { t } from "../../i18n";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useSignOutAction } from "./useSignOutAction";

const useStyles = makeStyles({
  trigger: { maxWidth: "min(320px, 45vw)", fontWeight: tokens.fontWeightRegular },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  surface: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    width: "min(480px, 90vw)",
    boxSizing: "border-box",
  },
  person: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, minWidth: 0 },
  names: { display: "flex", flexDirection: "column", minWidth: 0, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground2 },
  signOut: { alignSelf: "flex-end" },
});

interface AccountMenuProps {
  account: AccountSummary;
  cloud: CloudSummary;
}

/** Who is signed in, to what, and the way out. */
export function AccountMenu({ account, cloud }: AccountMenuProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const { signOut, isPending } = useSignOutAction();
  const name = account.displayName || account.userName;
  return (
    <Popover open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} positioning="below-end" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className={styles.trigger}
          icon={<Avatar icon={<PersonRegular />} size={24} color="brand" aria-hidden="true" />}
          aria-label={t.shell.account(account.userName)}
          data-testid="account-menu"
        >
          <span className={styles.name}>{account.userName}</span>
          <ChevronDownRegular aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={t.shell.account(name)}>
        <div className={styles.person}>
          <Avatar name={name} size={40} color="brand" aria-hidden="true" />
          <div className={styles.names}>
            <Subtitle2>{name}</Subtitle2>
            <Text className={styles.quiet}>{account.userName}</Text>
          </div>
        </div>
        <PropertyList
          properties={[
            { label: t.shell.accountMenu.cloud, value: cloud.displayName },
            { label: t.shell.accountMenu.tenant, value: account.tenantName },
            {
              label: t.shell.accountMenu.tenantId,
              value: <CopyableText name={t.shell.accountMenu.tenantId} value={account.tenantId} />,
            },
          ]}
        />
        <Button
          className={styles.signOut}
          icon={<SignOutRegular />}
          disabledFocusable={isPending}
          onClick={() => signOut(account.id)}
        >
          {isPending ? t.shell.accountMenu.signingOut : t.shell.accountMenu.signOut}
        </Button>
      </PopoverSurface>
    </Popover>
  );
}
