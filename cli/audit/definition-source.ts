import { existsSync } from 'node:fs';
import { UserError } from '../terminal/user-error.ts';

/** Where a task definition comes from. */
export type DefinitionSource =
  /** `-` is standard input. */
  | { readonly kind: 'file'; readonly file: string }
  /** `FAMILY`, `FAMILY:REVISION`, or an ARN. */
  | { readonly kind: 'live'; readonly reference: string };

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
const FAMILY = /^[A-Za-z0-9_-]{1,255}(?::\d{1,10})?$/;

/**
 * What an argument means: an ARN is one; a file that exists, and whatever looks like one, is a file; the rest is a family.
 * @throws {UserError} for what can be neither.
 */
export function definitionSource(argument: string): DefinitionSource {
  if (argument.startsWith('arn:')) return { kind: 'live', reference: argument };
  if (argument === '-' || looksLikeFile(argument) || (argument !== '' && existsSync(argument)))
    return { kind: 'file', file: argument };
  if (FAMILY.test(argument)) return { kind: 'live', reference: argument };
  throw new UserError(
    `"${argument}" is neither a file nor the name of a task definition. Give a JSON file, -, FAMILY, FAMILY:REVISION or an ARN.`,
  );
}

function looksLikeFile(argument: string): boolean {
  return /[\\/]|\.(?:json|ya?ml)$/i.test(argument);
}
