const BEYOND_ASCII = /[^ -~]/;

/** Lower case of A to Z alone: other letters that some alphabets fold together stay different. */
export function foldCase(text: string): string {
  return BEYOND_ASCII.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text.toLowerCase();
}
