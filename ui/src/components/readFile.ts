// Reads files that the person has chosen or dropped.
import { t } from "../words";

/** Reads a file as text. */
export async function readText(file: File): Promise<string> {
  return (await content(file)).text();
}

/** Reads a file as bytes. */
export async function readBytes(file: File): Promise<Uint8Array> {
  return new Uint8Array(await (await content(file)).arrayBuffer());
}

/** Pipes and devices have no size, and reading one may never end. Nothing after the size that was checked is read. */
async function content(file: File): Promise<Blob> {
  if (file.size === 0) throw new Error(t("action-file-empty"));
  return file.slice(0, file.size);
}
