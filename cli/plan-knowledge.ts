import type { PassResult } from '../reconciler/ports.ts';
import type { PlanKnowledge } from '../report/plan/documents.ts';
import type { Pass } from './pass.ts';

/** What a pass knows, beside what it reports, of what its specs give. */
export function planKnowledge({ specs }: Pass, { seen }: PassResult): PlanKnowledge | undefined {
  const declared = new Map(specs.roles.map(({ role }) => [role.name, role]));
  return seen && { managed: seen.managed, live: seen.roles, declared };
}
