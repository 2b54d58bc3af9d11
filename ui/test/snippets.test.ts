import { expect, it } from "vitest";
import { formatCountdown, formatRelative, shortenMiddle } from "../src/i18n/format";
import { snippet } from "../src/screens/service/snippets";
import { isClientId, isTenant } from "../src/screens/signIn/signInOptions";

const uri = "https://churn.example/score";

it.each([
  ["key", "SERVICE_KEY"],
  ["amlToken", "SERVICE_TOKEN"],
] as const)("takes the credential of a %s service from the environment", (mode, variable) => {
  expect(snippet("curl", uri, mode)).toContain(`Bearer $${variable}`);
  expect(snippet("python", uri, mode)).toContain(`os.environ["${variable}"]`);
});

it("asks Azure's library for an Entra token", () => {
  expect(snippet("python", uri, "aadToken")).toContain("DefaultAzureCredential()");
  expect(snippet("python", uri, "aadToken")).not.toContain("import os");
});

it("sends no credential where none is asked for", () => {
  expect(snippet("curl", uri, "none")).not.toContain("Authorization");
  expect(snippet("python", uri, "none")).not.toContain("Authorization");
});

it("keeps an address with quotes inside its quotes", () => {
  expect(snippet("curl", "https://x/'$(id)", "none")).toContain("'https://x/'\\''$(id)'");
});

it.each([
  ["", true],
  ["contoso.com", true],
  ["contoso.onmicrosoft.com", true],
  ["7d3c1f0a-52b8-4f0e-9a55-2f6f1c9d7e10", true],
  ["contoso", false],
  ["https://contoso.com", false],
  ["contoso.com/x", false],
])("judges the tenant %s", (text, expected) => expect(isTenant(text)).toBe(expected));

it.each([
  ["", true],
  ["04b07795-8ddb-461a-bbee-02f9e1bf7b46", true],
  ["04b07795", false],
])("judges the client id %s", (text, expected) => expect(isClientId(text)).toBe(expected));

it("says times and ids as people read them", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(formatRelative("2026-01-01T00:42:00Z", now)).toBe("in 42 minutes");
  expect(formatRelative("2025-12-31T23:58:00Z", now)).toBe("2 minutes ago");
  expect(formatCountdown(now + 42_730_000, now)).toBe("11:52:10");
  expect(formatCountdown(now + 65_000, now)).toBe("1:05");
  expect(formatCountdown(now - 1, now)).toBe("0:00");
  expect(shortenMiddle("a".repeat(30) + "b".repeat(30), 11)).toBe("aaaaa…bbbbb");
});
