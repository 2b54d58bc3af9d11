// The texts of the window. English for now; another language is another dictionary of the same type.
import { en } from "./en";

export type Dictionary = typeof en;

export const t: Dictionary = en;
