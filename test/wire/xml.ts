/** Members that IAM sends URL-encoded. */
const DOCUMENTS = new Set(['AssumeRolePolicyDocument', 'PolicyDocument', 'Document']);

/** RFC 3986: `encodeURIComponent` leaves five characters that IAM encodes too. */
export function encodedDocument(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

function escaped(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}

/** A value in IAM's XML: lists as `member`s, the summary map as `entry`s, dates in ISO 8601. */
export function element(name: string, value: unknown): string {
  return value === undefined ? '' : `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element('member', item)).join('');
  if (value instanceof Date) return value.toISOString();
  if (name === 'SummaryMap') return entries(value as Record<string, number>);
  if (typeof value === 'object' && value !== null) return members(value);
  return escaped(DOCUMENTS.has(name) ? encodedDocument(String(value)) : String(value));
}

function entries(map: Record<string, number>): string {
  return Object.entries(map)
    .map(([key, value]) => `<entry>${element('key', key)}${element('value', value)}</entry>`)
    .join('');
}

function members(value: object): string {
  return Object.entries(value)
    .map(([name, member]) => element(name, member))
    .join('');
}

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';
const METADATA = '<ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata>';

/** A whole answer to a call. */
export function answer(call: string, output: object): string {
  return `<${call}Response xmlns="${NAMESPACE}">${element(`${call}Result`, output)}${METADATA}</${call}Response>`;
}

/** IAM's answer to a call that it refuses. */
export function refusal(code: string, message: string): string {
  const error = `<Error><Type>Sender</Type>${element('Code', code)}${element('Message', message)}</Error>`;
  return `<ErrorResponse xmlns="${NAMESPACE}">${error}<RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>`;
}
