/** A principal that was deleted, or that was sent by its unique id. */
export const ROLE_ID = /^AROA[A-Z0-9]+$/;
export const USER_ID = /^AIDA[A-Z0-9]+$/;

/** The text of a trust policy with each `AWS` principal replaced, written anew as IAM does; other text comes back as it is. */
export function withAwsPrincipals(document: string, replace: (principal: string) => string): string {
  const policy = parsed(document);
  if (!isRecord(policy)) return document;
  for (const statement of listOf(policy.Statement)) if (isRecord(statement)) replaceIn(statement, replace);
  return JSON.stringify(policy);
}

/** The `AWS` principals that a trust policy names. */
export function awsPrincipals(document: string): readonly string[] {
  const found: string[] = [];
  withAwsPrincipals(document, (principal) => {
    found.push(principal);
    return principal;
  });
  return found;
}

function replaceIn(statement: Record<string, unknown>, replace: (principal: string) => string): void {
  for (const element of ['Principal', 'NotPrincipal']) {
    const principal = statement[element];
    if (!isRecord(principal) || principal.AWS === undefined) continue;
    const replaced = listOf(principal.AWS).map((value) => (typeof value === 'string' ? replace(value) : value));
    principal.AWS = replaced.length === 1 ? replaced[0] : replaced;
  }
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
