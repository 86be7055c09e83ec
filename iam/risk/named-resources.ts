import { arnSegments } from '../arn.ts';
import type { Atom } from '../evaluation/atoms.ts';

/**
 * Only AWS services change these roles, and only they become them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
const UNTOUCHABLE = /^arn:[^:]*:iam::[^:]*:role\/aws-(?:service-role|reserved)\//;

/** Whether the part speaks only of roles that nobody but AWS services can use or change. */
export function isHarmless({ statement: { resource } }: Atom): boolean {
  return resource !== undefined && !resource.negated && resource.values.every((value) => UNTOUCHABLE.test(value));
}

/** Whether the part says of each resource how its name begins at least. */
export function isNamed(part: Atom): boolean {
  return everyName(part, (name) => /^[^*?$]/.test(name));
}

/** Whether the part says of each resource what it is called. */
export function isNamedInFull(part: Atom): boolean {
  return everyName(part, (name) => /^[^*?$]+$/.test(name));
}

/** What stands behind the resource's kind, as in `function:NAME`, `stack/NAME/ID`, `role/PATH/NAME`, and `i-ID` of every instance. */
function everyName({ statement: { resource } }: Atom, test: (name: string) => boolean): boolean {
  if (resource === undefined || resource.negated) return false;
  return resource.values.every((value) => {
    const [, name] = /^[^:/*?$]+[:/](?:m?i-)?(.+)$/.exec(arnSegments(value)?.[5] ?? '') ?? [];
    return name !== undefined && test(name);
  });
}
