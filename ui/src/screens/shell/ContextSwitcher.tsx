import {
  Button,
  makeStyles,
  mergeClasses,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  tokens,
} from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { accountName, tenantNamesOf } from "../../components/accountName";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { t } from "../../words";
import { formatList } from "../../words/format";
import { ContextPanel } from "./ContextPanel";

const useStyles = makeStyles({
  trigger: {
    minWidth: 0,
    maxWidth: "min(560px, 60vw)",
    gap: tokens.spacingHorizontalXS,
    fontWeight: tokens.fontWeightRegular,
    flexShrink: 1,
  },
  // Filled, so that the demo cloud cannot be mistaken for a real one.
  emulated: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: "1px solid transparent",
    ":hover": {
      backgroundColor: tokens.colorBrandBackgroundHover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
    ":hover:active": {
      backgroundColor: tokens.colorBrandBackgroundPressed,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
  dot: {
    width: "8px",
    height: "8px",
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandForeground1,
    "@media (forced-colors: active)": { backgroundColor: "CanvasText" },
  },
  emulatedDot: { backgroundColor: tokens.colorNeutralForegroundOnBrand },
  part: {
    minWidth: "3ch",
    flexShrink: 1,
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  cloud: { fontWeight: tokens.fontWeightSemibold, flexShrink: 0, maxWidth: "20ch" },
  tenant: { "@media (max-width: 860px)": { display: "none" } },
  apart: { flexShrink: 0, opacity: 0.7 },
  chevron: { flexShrink: 0 },
  surface: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    width: "min(560px, 92vw)",
    maxHeight: "calc(100vh - 96px)",
    boxSizing: "border-box",
    overflowY: "auto",
  },
});

/** Where one works: cloud, tenant and account, named once. Its panel switches each of them. */
export function ContextSwitcher({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  const { cloud, account, accounts } = overview;
  const tenant = cloud?.hasTenants && account ? tenantNamesOf([account, ...accounts])(account) : "";
  const names = {
    cloud: cloud?.displayName ?? t("shell-no-cloud"),
    tenant,
    account: account ? accountName(account) : t("shell-not-signed-in"),
  };
  const label = tenant ? t("shell-context", names) : t("shell-context-no-tenant", names);
  const isEmulated = cloud?.isEmulated ?? false;
  const apart = (
    <span className={styles.apart} aria-hidden="true">
      ›
    </span>
  );
  return (
    <Popover open={isOpen} onOpenChange={(_, { open }) => setOpen(open)} positioning="below-end" trapFocus>
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="outline"
          className={mergeClasses(styles.trigger, isEmulated && styles.emulated)}
          aria-label={label}
          data-hint={
            cloud
              ? t("shell-context-hint", { context: label, hosts: formatList(cloud.tokenHosts) })
              : undefined
          }
          data-emulated={isEmulated}
          data-testid="account-menu"
        >
          <span className={mergeClasses(styles.dot, isEmulated && styles.emulatedDot)} aria-hidden="true" />
          <bdi className={mergeClasses(styles.part, styles.cloud)}>{names.cloud}</bdi>
          {tenant && (
            <>
              <span className={mergeClasses(styles.apart, styles.tenant)} aria-hidden="true">
                ›
              </span>
              <bdi className={mergeClasses(styles.part, styles.tenant)}>{tenant}</bdi>
            </>
          )}
          {cloud && (
            <>
              {apart}
              <bdi className={styles.part}>{names.account}</bdi>
            </>
          )}
          <ChevronDownRegular className={styles.chevron} aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverSurface className={styles.surface} aria-label={label}>
        <ContextPanel overview={overview} onLeave={() => setOpen(false)} />
      </PopoverSurface>
    </Popover>
  );
}
