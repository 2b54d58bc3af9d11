// What the first page shows, asked for before the script that draws it is loaded.
import type { AppOverview } from "./bindings/AppOverview";
import type { ServiceChanges } from "./bindings/ServiceChanges";
import type { ServicePins } from "./bindings/ServicePins";
import type { SettingsView } from "./bindings/SettingsView";
import { createCommands } from "./commands";
import type { Transport } from "./transport";

/** Answers that are on their way. */
export interface AnswersAhead {
  settings: Promise<SettingsView>;
  app: Promise<{
    overview: AppOverview;
    /** The list of the first page, if that page shows it. */
    list: { services: Promise<ServiceChanges>; pins: Promise<ServicePins> } | undefined;
  }>;
}

/** Asks the host. `hash` is the address of the page. */
export function askAhead(transport: Transport, hash: string): AnswersAhead {
  const commands = createCommands(transport);
  const showsList = ({ account, locked, signIn }: AppOverview) =>
    ["", "#/", "#/services"].includes(hash) && account !== null && locked === null && signIn === null;
  const settings = handled(commands.describeSettings());
  const app = commands.describeApp().then((overview) => ({
    overview,
    list: showsList(overview)
      ? {
          services: handled(commands.followServices({ workspace: null, since: null })),
          pins: handled(commands.listPins()),
        }
      : undefined,
  }));
  return { settings, app: handled(app) };
}

/** Waits until every answer is there, or for this long. */
export async function untilAnswered({ settings, app }: AnswersAhead, milliseconds: number) {
  const list = app.then(({ list }) => list && Promise.allSettled([list.services, list.pins]));
  const timeout = new Promise((resolve) => setTimeout(resolve, milliseconds));
  await Promise.race([Promise.allSettled([settings, list]), timeout]);
}

/** The answer can fail before somebody waits for it. Who waits still sees the failure. */
function handled<T>(answer: Promise<T>): Promise<T> {
  answer.catch(() => undefined);
  return answer;
}
