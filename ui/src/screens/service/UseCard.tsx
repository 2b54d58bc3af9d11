import { Divider, makeStyles } from "@fluentui/react-components";
import { Section } from "../../components/Section";
import { SiteButtons } from "../../components/SiteButtons";
import type { ServiceDetails } from "../../ipc/bindings/ServiceDetails";
import { t } from "../../words";
import { AddressLine } from "./AddressLine";
import { KeyRows } from "./KeyRows";
import { SnippetPanel } from "./SnippetPanel";
import { TokenLine } from "./TokenLine";

const useStyles = makeStyles({
  divider: { flexGrow: 0 },
});

/** All that a call of the service needs: its address, its keys or token, and code to paste. */
export function UseCard({ service, details }: { service: string; details: ServiceDetails }) {
  const styles = useStyles();
  const { summary, address, keys, token } = details;
  return (
    <Section title={t("service-use")} actions={<SiteButtons of={{ service }} />} testId="use-card">
      <AddressLine address={address} />
      {(keys || token) && <Divider className={styles.divider} />}
      {keys && <KeyRows service={service} name={summary.name} keys={keys} />}
      {token && <TokenLine service={service} permission={token} />}
      <Divider className={styles.divider} />
      <SnippetPanel service={service} details={details} />
    </Section>
  );
}
