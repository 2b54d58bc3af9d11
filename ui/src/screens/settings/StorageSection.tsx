import { Body1 } from "@fluentui/react-components";
import { Section } from "../../components/Section";
import { t } from "../../i18n";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { SessionOnly } from "../signIn/SessionOnly";

/** Where secrets are kept, by name. */
export function StorageSection({ storage }: { storage: SecretStorage }) {
  return (
    <Section title={t.settings.storage}>
      {storage.kind === "unavailable" ? (
        <SessionOnly storage={storage} />
      ) : (
        <Body1>{storage.kind === "osStore" ? t.settings.osStore(storage.name) : t.settings.memory}</Body1>
      )}
    </Section>
  );
}
