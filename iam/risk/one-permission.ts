import type { Atom } from '../evaluation/atoms.ts';
import { foldCase } from '../policy/fold.ts';

/** A statement that allows one action on one resource, or on those that match a pattern. */
export function onePermission(action: string, resource: string): Atom {
  return {
    version: '2012-10-17',
    statement: {
      sid: '',
      effect: 'Allow',
      principal: undefined,
      action: { negated: false, values: [foldCase(action)] },
      resource: { negated: false, values: [resource] },
      conditions: [],
    },
  };
}
