/** Stands in a text for what only a run knows. */
export const gap = "…";
/** Stands for the words of another error, which are found where that one is made. */
export const carried = "\u0001";

/** How many words a text has besides its gaps. */
export function wordCount(text: string): number {
  return text.match(/[A-Za-z][a-z]+/g)?.length ?? 0;
}
