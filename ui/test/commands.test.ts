import { expect, it } from "vitest";
import { commandNames, createCommands, toCamelCase } from "../src/ipc/commands";
import source from "../src/ipc/commands.ts?raw";
import { MemoryTransport } from "./memoryTransport";

it("names each command exactly once, as the host will look for it", () => {
  expect(new Set(commandNames).size).toBe(commandNames.length);
  for (const name of commandNames) expect(source.split(`"${name}"`)).toHaveLength(2);
});

it("has one function for each command, and no other", () => {
  const commands = createCommands(new MemoryTransport());
  expect(Object.keys(commands)).toEqual(commandNames.map(toCamelCase));
});

it("hands arguments over by name", async () => {
  const host = new MemoryTransport().on("copy_key", () => null);
  await createCommands(host).copyKey({ service: "s", slot: "primary" });
  expect(host.calls).toEqual([{ command: "copy_key", args: { service: "s", slot: "primary" } }]);
});

it("turns a refusal by the host itself into an internal error", async () => {
  const host = new MemoryTransport().on("sign_out", () => {
    throw "command sign_out not allowed";
  });
  await expect(createCommands(host).signOut({ accountId: null })).rejects.toMatchObject({
    code: "internal",
    details: [{ label: "Reason", value: "command sign_out not allowed" }],
  });
});
