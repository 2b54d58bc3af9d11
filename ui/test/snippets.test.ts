import { expect, it } from "vitest";
import { languagesOf, snippet } from "../src/screens/service/snippets";
import { isClientId, isTenant } from "../src/screens/signIn/signInOptions";
import { formatCountdown, formatRelative, shortenMiddle } from "../src/words/format";

const uri = "https://churn.example/score";
const languages = ["curl", "powershell", "python"] as const;

const entraResource = "https://ml.azure.us";

it.each([
  ["key", "SERVICE_KEY"],
  ["amlToken", "SERVICE_TOKEN"],
] as const)("takes the credential of a %s service from the environment", (mode, variable) => {
  const call = { uri, mode, entraResource };
  expect(snippet("curl", call)).toContain(`Bearer $${variable}`);
  expect(snippet("powershell", call)).toContain(`Bearer $env:${variable}`);
  expect(snippet("python", call)).toContain(`os.environ["${variable}"]`);
});

it("asks for an Entra token of the cloud's own resource", () => {
  const call = { uri, mode: "aadToken", entraResource } as const;
  expect(snippet("curl", call)).toContain("--resource 'https://ml.azure.us' ");
  expect(snippet("powershell", call)).toContain("--resource 'https://ml.azure.us' ");
  expect(snippet("python", call)).toContain('get_token("https://ml.azure.us/.default")');
  expect(snippet("python", call)).not.toContain("import os");
  expect(languages.map((each) => snippet(each, call)).join()).not.toContain("ml.azure.com");
});

it("takes the token of another provider from the environment", () => {
  const call = { uri, mode: "aadToken", entraResource: null } as const;
  for (const each of languages) expect(snippet(each, call)).toContain("SERVICE_TOKEN");
});

it("sends no credential where none is asked for", () => {
  for (const each of languages)
    expect(snippet(each, { uri, mode: "none", entraResource })).not.toContain("Authorization");
});

it("is for the shell of the system", () => {
  expect(languagesOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64)")).toEqual(["powershell", "python"]);
  expect(languagesOf("Mozilla/5.0 (X11; Linux x86_64)")).toEqual(["curl", "python"]);
});

it("doubles every quote that PowerShell knows", () => {
  const hostile = "https://x/'$(id)\u2019;id\u2018";
  const quoted = "-Uri 'https://x/''$(id)\u2019\u2019;id\u2018\u2018'";
  expect(snippet("powershell", { uri: hostile, mode: "none", entraResource })).toContain(quoted);
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
  expect(formatRelative("2026-01-01T00:42:00Z", now)).toMatch(/^in 42 min \(/);
  expect(formatRelative("2025-12-31T23:58:00Z", now)).toMatch(/^2 min ago \(/);
  expect(formatCountdown(now + 42_730_000, now)).toBe("11:52:10");
  expect(formatCountdown(now + 65_000, now)).toBe("1:05");
  expect(formatCountdown(now - 1, now)).toBe("0:00");
  expect(shortenMiddle("a".repeat(30) + "b".repeat(30), 11)).toBe("aaaaa…bbbbb");
});
