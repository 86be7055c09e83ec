import type { Drift } from '../../reconciler/types.ts';
import { actorWords, driftWords } from '../drift/drift-words.ts';
import type { Fate } from './changes.ts';
import { dangerWords, effectLabel, effectWords, FATES } from './effect-words.ts';
import type { RoleEffect, UnitEffect } from './role-effect.ts';

/** How a plan tells one drift: what stands out of it, and sentences. */
export interface ToldDrift {
  readonly label: string | undefined;
  readonly words: string;
}

/** What a spec gives and takes is told as that; what is live and stays, as it is. */
export function driftTold(drift: Drift, effect: RoleEffect | undefined): ToldDrift {
  const unit = effect?.units.get(drift.unit);
  if (effect === undefined || isLeft(drift, effect, unit)) return { label: drift.severity, words: driftWords(drift) };
  if (effect.fate !== 'applied') return wanted(drift, effect, unit);
  if (drift.unit === 'role')
    return { label: undefined, words: [effectWords(drift, undefined), ...dangerWords(effect)].join(' ') };
  return { label: effectLabel(drift, unit), words: [effectWords(drift, unit), ...actorWords(drift)].join(' ') };
}

/** Where no apply changes it, what live has beyond the spec is what matters, and not that a spec would take it. */
function isLeft({ unit, tolerated }: Drift, { fate, way }: RoleEffect, effect: UnitEffect | undefined): boolean {
  if (fate === 'applied') return tolerated !== null;
  if (unit === 'role') return way !== 'creates';
  return effect === undefined || effect.access === 'narrower' || effect.access === 'same';
}

const ONCE: Readonly<Record<Fate, string>> = { applied: 'Then', observed: 'Once enforced', refused: 'Were it not refused' };

/** What the spec would give, and how it is where that is not merely less. */
function wanted(drift: Drift, effect: RoleEffect, unit: UnitEffect | undefined): ToldDrift {
  const gives = effectWords(drift, unit);
  const gains = `${effectLabel(drift, unit)}${FATES[effect.fate]}`;
  if (drift.unit !== 'role' && drift.access === 'narrower' && drift.tolerated === null)
    return { label: gains, words: [gives, ...actorWords(drift)].join(' ') };
  const both = `${driftWords(drift)} ${ONCE[effect.fate]}: ${lowered(gives)}`;
  return drift.unit === 'role'
    ? { label: undefined, words: [both, ...dangerWords(effect)].join(' ') }
    : { label: `${drift.severity}; ${gains}`, words: both };
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
