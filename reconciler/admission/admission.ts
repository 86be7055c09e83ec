import { matches } from '../../iam/pattern.ts';
import { foldName, type ObservedRole } from '../../iam/role.ts';
import { isProtected } from '../../specs/protected.ts';
import type { Guards } from '../../specs/types.ts';
import type { Reason } from '../types.ts';
import { OWNER_TAG, ownerIn, ownershipOf } from './owner.ts';

/** A role as far as the question goes whether it may be written at all. */
export type Subject = Pick<ObservedRole, 'name' | 'path' | 'arn' | 'fromTemplate' | 'tags'>;

/**
 * Says why a role may not be written, whatever its spec says; `undefined` if it may.
 * @param adopt whether the spec takes over a role that carries no owner tag
 */
export function refuseRole(role: Subject, adopt: boolean, guards: Guards): Reason | undefined {
  return refuseProtected(role, guards) ?? refuseUnmanaged(role, guards) ?? refuseOwner(role, adopt, guards);
}

/** The part of it that also holds for a role that does not exist yet. */
export function refuseName(role: Subject, guards: Guards): Reason | undefined {
  return refuseProtected(role, guards) ?? refuseUnmanaged(role, guards);
}

function refuseProtected(role: Subject, { protectedRoles }: Guards): Reason | undefined {
  const why = isProtected(role);
  if (why !== undefined)
    return { code: 'Protected', message: `This role is never written: ${why}. Remove its spec, or write mode: observe in it.` };
  const pattern = protectedRoles.find((candidate) => namesRole(candidate, role));
  if (pattern === undefined) return undefined;
  return { code: 'Protected', message: `The guards protect this role (protectedRoles: ${pattern}). It is never written.` };
}

/** Names fold case, as IAM's uniqueness does, so that no other spelling slips past. */
function namesRole(pattern: string, { name, arn }: Subject): boolean {
  return [name, arn].some((text) => matches(foldName(pattern), foldName(text)));
}

function refuseUnmanaged(role: Subject, { managedRoles }: Guards): Reason | undefined {
  if (managedRoles.some((pattern) => matches(pattern, role.arn))) return undefined;
  return {
    code: 'Guard',
    message: `The guards do not let this role be managed: no pattern of managedRoles matches ${role.arn}.`,
  };
}

function refuseOwner(role: Subject, adopt: boolean, { owner }: Guards): Reason | undefined {
  const ownership = ownershipOf(role.tags, owner);
  if (ownership === 'other') {
    const other = ownerIn(role.tags);
    return {
      code: 'OtherOwner',
      message: `Another owner keeps this role (${OWNER_TAG} is ${other}, ours is ${owner}). Let them release it, or remove the tag by hand.`,
    };
  }
  if (ownership === 'nobody' && !adopt) {
    return {
      code: 'NotOwned',
      message:
        'The role exists without our owner tag, so it is left alone. Write management: { adopt: true } in its spec to take it over.',
    };
  }
  return undefined;
}
