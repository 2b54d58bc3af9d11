declare module "virtual:words" {
  import type { FluentResource } from "@fluent/bundle";

  /** Loads the texts of a language, by its tag (BCP 47). */
  export const languages: Record<string, () => Promise<{ default: FluentResource }>>;
}
