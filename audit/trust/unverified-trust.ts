import type { Subject } from '../rules/rule.ts';
import { originOf, type PresentRole, presentRoles, roleWords } from '../rules/used-roles.ts';
import type { Unverified } from '../types.ts';
import { trustOfTasks } from './tasks-trust.ts';
import { whatDecides } from './why-not.ts';

/** Roles of which it cannot be told whether tasks can use them. */
export function unverifiedTrust(subject: Subject): readonly Unverified[] {
  return presentRoles(subject).flatMap((present) => {
    const why = whyUnknown(present, subject);
    if (why === undefined) return [];
    const message = `whether Amazon ECS tasks can use the ${roleWords(present.used)} is not known: ${why}`;
    return present.used.uses.map((use) => ({ use, origins: [originOf(use)], message })).slice(0, 1);
  });
}

function whyUnknown({ role }: PresentRole, { accountId, partition, definition }: Subject): string | undefined {
  const { trust } = role.access;
  if (trust === undefined) return 'its trust policy could not be read';
  const tasks = { accountId, partition, region: definition.context.region };
  const decision = trustOfTasks(trust, tasks);
  return decision.outcome === 'unknown' ? `that depends on ${whatDecides(trust, decision, tasks)}` : undefined;
}
