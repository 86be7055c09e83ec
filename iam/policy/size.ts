/**
 * The size of a policy document in characters as IAM's quotas count it: white space is left out.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function policySize(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at++) if (!isWhiteSpace(text.charCodeAt(at))) size++;
  return size;
}

/** Tab, line feed, carriage return and space: the only white space that a document may hold. */
function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
