import { expect, it } from "vitest";
import { isClientId, isTenant } from "../src/screens/signIn/signInOptions";
import { formatCountdown, formatRelative, shortenMiddle } from "../src/words/format";

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
  expect(formatRelative("2026-01-01T00:42:00Z", now)).toMatch(/^in 42 min \(/);
  expect(formatRelative("2025-12-31T23:58:00Z", now)).toMatch(/^2 min ago \(/);
  expect(formatCountdown(now + 42_730_000, now)).toBe("11:52:10");
  expect(formatCountdown(now + 65_000, now)).toBe("1:05");
  expect(formatCountdown(now - 1, now)).toBe("0:00");
  expect(shortenMiddle("a".repeat(30) + "b".repeat(30), 11)).toBe("aaaaa…bbbbb");
});
