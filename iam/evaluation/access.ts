import type { Policy } from '../policy/types.ts';
import { layerContains } from './coverage.ts';
import type { Access } from './types.ts';

/** Whether all that `inner` allows is allowed by `outer`; a no means only that it is not proved. */
export function accessContains(outer: Access, inner: Access): boolean {
  return (
    documentContains(outer.trust, inner.trust) &&
    documentContains(outer.boundary ?? undefined, inner.boundary ?? undefined) &&
    layerContains(policiesOf(outer), policiesOf(inner))
  );
}

/** Without a trust policy or a boundary nothing is limited by it. */
function documentContains(outer: Policy | undefined, inner: Policy | undefined): boolean {
  if (outer === undefined) return true;
  return inner !== undefined && layerContains({ policies: [outer], isComplete: true }, { policies: [inner], isComplete: true });
}

function policiesOf({ policies }: Access) {
  return { policies: policies.map(({ policy }) => policy), isComplete: true };
}
