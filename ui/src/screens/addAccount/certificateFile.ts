// A chosen certificate file in the form that the host accepts.
import { readBytes } from "../../components/readFile";

/** The largest certificate file in bytes; the host has the same limit. */
export const LONGEST_CERTIFICATE = 256 * 1024;
/** The largest JSON in bytes; the host has the same limit. */
export const LONGEST_JSON = 64 * 1024;

export async function toBase64(file: File): Promise<string> {
  const bytes = await readBytes(file);
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
