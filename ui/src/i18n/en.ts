import { accounts } from "./en/accounts";
import { addAccount } from "./en/addAccount";
import { lock, secretStore } from "./en/lock";
import { service } from "./en/service";
import { settings } from "./en/settings";
import { common } from "./en/shared";
import { shell } from "./en/shell";
import { signIn } from "./en/signIn";
import { workspaces } from "./en/workspaces";

export const en = {
  accounts,
  addAccount,
  common,
  lock,
  secretStore,
  service,
  settings,
  shell,
  signIn,
  workspaces,
};
