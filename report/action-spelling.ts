import data from '../specs/data/actions.json' with { type: 'json' };

/** Service prefix to its action names, as AWS writes them, with spaces between. */
const SERVICES: Readonly<Record<string, string>> = data;

/** `service:action` that is no part of an ARN. */
const ACTION = /(?<![:\w])([a-z0-9-]+):([a-z0-9]+)\b/g;

function spelt(token: string, service: string, action: string): string {
  const names = Object.hasOwn(SERVICES, service) ? (SERVICES[service] ?? '').split(' ') : [];
  const name = names.find((known) => known.toLowerCase() === action);
  return name === undefined ? token : `${service}:${name}`;
}

/** A sentence in which actions are spelt as AWS spells them: `s3:getobject` is `s3:GetObject`. */
export function withActionNames(sentence: string): string {
  return sentence.replace(ACTION, spelt);
}
