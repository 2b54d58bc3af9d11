import { Body1 } from "@fluentui/react-components";
import { Section } from "../../components/Section";
import type { SecretStorage } from "../../ipc/bindings/SecretStorage";
import { t } from "../../words";
import { SessionOnly } from "../signIn/SessionOnly";

/** Where secrets are kept, by name. */
export function StorageSection({ storage }: { storage: SecretStorage }) {
  return (
    <Section title={t("secrets-storage")}>
      {storage.kind === "unavailable" ? (
        <SessionOnly storage={storage} />
      ) : (
        <Body1>
          {storage.kind === "osStore"
            ? t("secrets-storage-store", { store: storage.name })
            : t("secrets-storage-memory")}
        </Body1>
      )}
    </Section>
  );
}
