declare module "virtual:words" {
  /** Loads the texts of a language, by its tag (BCP 47). */
  export const languages: Record<string, () => Promise<{ default: string }>>;
}
