import { quote } from '../reading/suggestion.ts';

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^\/(?:[\u0021-\u007e]+\/)?$/;
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const DESCRIPTION = /[^\t\n\r\u0020-\u007e\u00a1-\u00ff]/u;

/**
 * What is wrong with the name of a role (at most 64 characters) or of an inline policy (128).
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function nameProblem(name: string, most: 64 | 128): string | undefined {
  if (name.length > most) return `the name has ${name.length} characters, and IAM takes at most ${most}`;
  if (NAME.test(name)) return undefined;
  const suggested = name.replaceAll(/[^\w+=,.@-]+/g, '-').slice(0, most);
  return `${quote(name)} cannot be a name in IAM, which takes letters, digits and _ + = , . @ - only; write ${quote(suggested)}`;
}

/** What is wrong with a role's path. */
export function pathProblem(path: string): string | undefined {
  if (path.length > 512) return `the path has ${path.length} characters, and IAM takes at most 512`;
  if (PATH.test(path)) return undefined;
  const suggested = `/${path.split('/').filter(Boolean).join('/')}/`.replace('//', '/');
  const instead = PATH.test(suggested) ? `write ${quote(suggested)}` : 'spaces and characters beyond ASCII cannot stand in it';
  return `${quote(path)} is not a path: it begins and ends with a slash; ${instead}`;
}

/** What is wrong with a role's description. */
export function descriptionProblem(description: string): string | undefined {
  if (description.length > 1000) return `the description has ${description.length} characters, and IAM takes at most 1000`;
  const [character] = DESCRIPTION.exec(description) ?? [];
  if (character === undefined) return undefined;
  const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase();
  return `IAM takes no ${quote(character)} (U+${code}) in a description; write it in Latin-1 characters`;
}
