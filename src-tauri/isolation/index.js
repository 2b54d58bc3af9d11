// Every message from the window to Rust passes here first, in a frame that holds no other code.
// Rust checks commands and arguments itself; this drops what is no message of Latchkey's at all.
window.__TAURI_ISOLATION_HOOK__ = (message) => {
  // Beside the commands: events, and Tauri's own way to hand over an answer that is too long for a callback.
  const known = /^([a-z_]{1,40}|plugin:event\|(un)?listen|plugin:__TAURI_CHANNEL__\|fetch)$/;
  const isCommand = typeof message.cmd === "string" && known.test(message.cmd);
  if (!isCommand) {
    throw new Error("not a command of Latchkey");
  }
  return message;
};
