/** A text of at most so many characters, an ellipsis at its end if it is cut; no character is cut in two. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
