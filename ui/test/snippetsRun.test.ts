// Runs snippets in the programs that they are pasted into. Texts of a service arrive unchanged, and nothing else runs.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Call, snippet } from "../src/screens/service/snippets";

const pieces = [
  "https://a.example/score",
  "'",
  '"',
  "`",
  "$(touch pwned)",
  "`touch pwned`",
  ";touch pwned;",
  "\n touch pwned\n",
  "\\",
  "\\n",
  "\r",
  "\t",
  " ",
  "#",
  "&",
  "|",
  "<",
  ">",
  "!!",
  "$HOME",
  "$" + "{IFS}",
  "{a,b}",
  "[1-3]",
  "*",
  "~",
  "%1B",
  "\u001b[2J",
  "\u202e",
  "\u2028",
  "\u007f",
  "\u0085",
  "é",
  "😀",
  '"); __import__("os").system("touch pwned") #',
  '"""',
  "{__import__}",
  "\\N{DASH}",
];

/** The same texts in every run, so that a failure is reproducible. */
function hostileTexts(count: number): string[] {
  let state = 20261130;
  const next = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, () =>
    Array.from({ length: 1 + next(6) }, () => pieces[next(pieces.length)]).join(""),
  );
}

const modes = ["key", "amlToken", "aadToken", "none"] as const;
const calls: Call[] = hostileTexts(80).map((text, at) => ({
  uri: text,
  mode: modes[at % modes.length] ?? "none",
  entraResource: `${text}/resource`,
}));

describe("a snippet that is pasted", () => {
  const folder = mkdtempSync(join(tmpdir(), "snippets-"));
  const bin = join(folder, "bin");
  const seen = join(folder, "seen");
  const work = mkdtempSync(join(folder, "work-"));
  execFileSync("mkdir", [bin]);
  // Each program records its arguments; the token of az is made of them.
  const note = `for one in "$@"; do printf '%s\\0' "$one"; done`;
  writeFileSync(join(bin, "curl"), `#!/bin/sh\n${note} > '${seen}'\n`);
  writeFileSync(join(bin, "az"), `#!/bin/sh\nprintf '%s' "$4"\n`);
  for (const name of ["curl", "az"]) chmodSync(join(bin, name), 0o755);
  afterAll(() => rmSync(folder, { recursive: true }));

  const env = { PATH: bin, HOME: "/home/needle", SERVICE_KEY: "the key", SERVICE_TOKEN: "the token" };
  const bearer = ({ mode, entraResource }: Call) => {
    if (mode === "none") return [];
    // A shell drops line breaks at the end of a program's output.
    const resource = (entraResource ?? "").replace(/\n+$/, "");
    const token = { key: "the key", amlToken: "the token", aadToken: resource }[mode as "key"];
    return ["--header", `Authorization: Bearer ${token}`];
  };

  it.each(["/bin/sh", "/bin/bash"])("hands %s exactly one address", (shell) => {
    for (const call of calls) {
      const script = snippet("curl", call);
      execFileSync(shell, ["-c", script], { cwd: work, env });
      const handed = readFileSync(seen, "utf8").split("\0").slice(0, -1);
      expect(handed, script).toEqual([
        "--fail-with-body",
        "--globoff",
        call.uri,
        ...bearer(call),
        "--header",
        "Content-Type: application/json",
        "--data",
        '{"data": []}',
      ]);
    }
    expect(readdirSync(work)).toEqual([]);
  });

  it("hands Python exactly one address", () => {
    const runner = `
import json, os, sys, types, urllib.request
seen = {}
class Request:
    def __init__(self, url, data, headers):
        seen.update(url=url, headers=headers)
class Response:
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def read(self): return b"{}"
class Credential:
    def get_token(self, scope): return types.SimpleNamespace(token=scope)
urllib.request.Request, urllib.request.urlopen = Request, lambda request: Response()
sys.modules["azure"] = types.ModuleType("azure")
identity = sys.modules["azure.identity"] = types.ModuleType("azure.identity")
identity.DefaultAzureCredential = Credential
results, out = [], sys.stdout
sys.stdout = open(os.devnull, "w")
for text in json.load(sys.stdin):
    seen.clear()
    exec(compile(text, "snippet", "exec"), {})
    results.append(dict(seen))
json.dump(results, out)
`;
    const input = JSON.stringify(calls.map((call) => snippet("python", call)));
    const python = execFileSync("python3", ["-c", runner], {
      cwd: work,
      input,
      env: { ...env, PATH: process.env.PATH },
      encoding: "utf8",
    });
    const results = JSON.parse(python) as { url: string; headers: Record<string, string> }[];
    const tokens = {
      key: "the key",
      amlToken: "the token",
      none: undefined,
    };
    for (const [at, call] of calls.entries()) {
      const token = call.mode === "aadToken" ? `${call.entraResource}/.default` : tokens[call.mode as "key"];
      expect(results[at]?.url, input).toBe(call.uri);
      expect(results[at]?.headers.Authorization).toBe(token === undefined ? undefined : `Bearer ${token}`);
    }
    expect(readdirSync(work)).toEqual([]);
  });
});
