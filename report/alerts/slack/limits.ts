/** @see https://docs.slack.dev/reference/block-kit/blocks */
export const MOST_BLOCKS = 50;
/** Characters. @see https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const LONGEST_HEADER = 150;
/** Characters of one text. @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export const LONGEST_SECTION = 3000;
/** Characters. @see https://docs.slack.dev/reference/block-kit/block-elements/button-element */
export const LONGEST_URL = 3000;
/**
 * Bytes of all blocks of a message as JSON. Slack documents none, yet refuses messages from about 13,000 characters on.
 * @see https://github.com/slackapi/bolt-js/issues/2509
 */
export const MOST_BYTES = 10_000;
/** Characters of the text beside the blocks; Slack cuts what is longer than 40,000, and shows 4,000 at once. @see https://docs.slack.dev/reference/methods/chat.postMessage */
export const LONGEST_TEXT = 4000;

/** What a value takes in a message, in bytes. */
export function sizeOf(value: object): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
