// A chosen file as the host takes it.
import { readBytes } from "../../components/readFile";

/** More than any certificate has, in bytes; the host's limit too. */
export const LONGEST_CERTIFICATE = 256 * 1024;
/** More than az prints, in bytes; the host's limit too. */
export const LONGEST_JSON = 64 * 1024;

export async function toBase64(file: File): Promise<string> {
  const bytes = await readBytes(file);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
