const PLAIN = /[{"]/;

/**
 * The JSON text of a document as IAM sends it: URL-encoded (RFC 3986), decoded exactly once.
 * Some servers send some documents plain; an encoded one holds no `{` and no `"`.
 * A broken encoding is handed over as it is: it is no JSON either, so its role becomes `Unknown` and the others go on.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function decodedDocument(document: string): string {
  if (PLAIN.test(document)) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}
