import { useState } from "react";
import { readText } from "../../components/readFile";
import { t } from "../../words";

/** The largest file in bytes; the host has the same limit. */
const LONGEST_FILE = 16 * 1024 * 1024;

/** Reads a chosen file as text, or shows why it cannot be read. */
export function useTextFile() {
  const [problem, setProblem] = useState<string | null>(null);
  const read = async (file: File, onText: (file: { name: string; text: string }) => void) => {
    if (file.size > LONGEST_FILE) return setProblem(t("added-clouds-file-long", { name: file.name }));
    try {
      onText({ name: file.name, text: await readText(file) });
    } catch {
      setProblem(t("action-file-unreadable"));
    }
  };
  return { read, problem, clear: () => setProblem(null) };
}
