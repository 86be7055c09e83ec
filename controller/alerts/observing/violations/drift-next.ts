import type { Drift } from '../../../../reconciler/types.ts';
import type { RoleStatus } from '../../../state/state.ts';
import type { AlertViolation } from '../../alert.ts';
import { controllerCommand, type Watcher } from './watcher.ts';

type Next = AlertViolation['next'];

/** What to do about a drift that is still there. */
export function driftNext({ name, status, mode }: RoleStatus, { tolerated }: Drift, watcher: Watcher): Next {
  const look = controllerCommand(watcher, 'status', name);
  if (tolerated === 'content')
    return {
      text: 'Accept the new content if it is right, else put the policy back',
      command: controllerCommand(watcher, 'accept', name),
    };
  if (tolerated === 'additive' || tolerated === 'ignore')
    return { text: 'Take it away by hand, or let the spec no longer allow it to stay', command: look };
  if (tolerated === 'unreconcilable') return { text: 'Change the spec, or make the role anew', command: look };
  if (status === 'Refused' || status === 'Failed')
    return {
      text: 'Put right what holds it back; then a pass corrects it',
      command: controllerCommand(watcher, 'reconcile', name),
    };
  if (watcher.isSingleLook)
    return { text: 'Where its mode is enforce, a controller corrects it; change its spec if live is right', command: look };
  if (mode === 'observe') return { text: 'Set its mode to enforce, or change its spec if live is right', command: look };
  return { text: 'A next pass corrects it; change its spec if live is right', command: look };
}

/** What to do about a drift that is corrected already. */
export function correctedNext({ spec }: RoleStatus): Next {
  const where = spec === null ? 'the spec' : `${spec.file}:${spec.line}`;
  return { text: `Nothing is left to do; whoever wants this change makes it in ${where}`, command: null };
}
