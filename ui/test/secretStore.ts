// The report on the secret store of the made-up company's machine.
import type { PurgeReport } from "../src/ipc/bindings/PurgeReport";
import type { SecretStoreReport } from "../src/ipc/bindings/SecretStoreReport";
import { ada } from "./data";

export function secretStoreReport(changes: Partial<SecretStoreReport> = {}): SecretStoreReport {
  return {
    storage: { kind: "osStore", name: "Secret Service" },
    trouble: null,
    items: [
      {
        kind: "session",
        account: { userName: ada.userName, kind: "user", cloudId: "demo", tenantId: ada.tenantId },
        file: "00112233445566778899aabbccddeeff",
        sizeBytes: 2315,
        sealedAt: "2026-03-01T12:00:00Z",
        backend: "Secret Service",
        encryption: "AES-256-GCM (LKV1)",
        trouble: null,
      },
      {
        kind: "unknown",
        account: null,
        file: "ffeeddccbbaa99887766554433221100",
        sizeBytes: 40,
        sealedAt: null,
        backend: "Secret Service",
        encryption: null,
        trouble: {
          kind: "tampered",
          message: "Its file is cut off.",
          wayOut: "Sign in again.",
          reason: null,
        },
      },
    ],
    otherFiles: ["notes.txt"],
    orphanedKeys: { kind: "counted", count: 1 },
    folder: "/home/ada/.local/share/latchkey/vault",
    asOf: "2026-03-01T12:00:00Z",
    ...changes,
  };
}

export function purgeReport(changes: Partial<PurgeReport> = {}): PurgeReport {
  return {
    items: 2,
    keys: 3,
    remaining: 0,
    hasListedKeys: true,
    isProven: true,
    failures: [],
    otherFiles: [],
    ...changes,
  };
}
