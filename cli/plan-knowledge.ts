import type { PassResult } from '../reconciler/ports.ts';
import type { PlanKnowledge } from '../report/plan/documents.ts';
import type { Pass } from './pass.ts';

/** What a pass knows, beside what it reports, of what its specs give. */
export function planKnowledge({ specs, account, guards }: Pass, { seen }: PassResult): PlanKnowledge | undefined {
  const declared = new Map(specs.roles.map(({ role }) => [role.name, role]));
  const { partition } = account.context;
  return seen && { managed: seen.managed, live: seen.roles, declared, partition, requiredBoundary: guards.requiredBoundary };
}
