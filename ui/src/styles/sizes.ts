/** The sizes of the window's content to choose from, in percent. The host keeps others between the ends as well. */
export const sizes: readonly number[] = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

export const USUAL_SIZE = 100;

/** The sizes, and the present one if it is another. */
export function sizesWith(present: number): number[] {
  return [...new Set([...sizes, present])].sort((a, b) => a - b);
}
