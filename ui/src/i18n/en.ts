import { common } from "./en/common";
import { service } from "./en/service";
import { settings } from "./en/settings";
import { shell } from "./en/shell";
import { signIn } from "./en/signIn";
import { workspaces } from "./en/workspaces";

export const en = { common, service, settings, shell, signIn, workspaces };
