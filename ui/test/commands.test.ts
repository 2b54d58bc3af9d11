import { expect, it } from "vitest";
import { commandNames } from "../src/ipc/bindings/commandNames";
import { createCommands, toCamelCase } from "../src/ipc/commands";
import { MemoryTransport } from "./memoryTransport";

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
    reason: "requestNotMade",
    field: null,
    whoCanFix: "latchkey",
    details: [{ label: "Cause", value: "command sign_out not allowed" }],
  });
});
