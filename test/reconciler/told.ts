import type { Action, Drift } from '../../reconciler/types.ts';
import { arnOf } from './given.ts';

/** A drift in one line: `extra inlinePolicies[B] wider high`, and in brackets why it stays. */
export function toldDrift({ unit, kind, access, severity, tolerated }: Drift): string {
  const stays = tolerated === null ? '' : ` (${tolerated})`;
  return `${kind} ${short(unit)} ${access} ${severity}${stays}`;
}

/** A call in one line, without the role's name and without documents: `AttachRolePolicy own/read`. */
export function toldAction({ call, input }: Pick<Action, 'call' | 'input'>): string {
  return [call, ...Object.entries(input).flatMap(told)].join(' ');
}

function told([key, value]: [string, unknown]): readonly string[] {
  if (key === 'RoleName' || key.endsWith('Document')) return [];
  if (key === 'Tags') return [(value as { Key: string; Value: string }[]).map((tag) => `${tag.Key}=${tag.Value}`).join(' ')];
  return [Array.isArray(value) ? value.join(' ') : short(String(value))];
}

const OWN = arnOf('own/');
const AWS = arnOf('');

function short(text: string): string {
  return text.replace(OWN, 'own/').replace(AWS, '');
}

/** The input of a call with its documents as JSON values. */
export function withDocuments(input: object): object {
  const entries = Object.entries(input).map(([key, value]) => [key, key.endsWith('Document') ? JSON.parse(value) : value]);
  return Object.fromEntries(entries);
}
