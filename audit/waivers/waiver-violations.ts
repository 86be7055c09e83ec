import { enumeration } from '../../iam/evaluation/wording.ts';
import { didYouMean } from '../../specs/reading/suggestion.ts';
import type { Guards, Waiver } from '../../specs/types.ts';
import { remedyOf } from '../remedies/remedy.ts';
import { evidenceOf } from '../rules/evidence.ts';
import type { RuleText } from '../rules/rule.ts';
import { RULE_IDS } from '../rules/rule-ids.ts';
import type { Violation } from '../types.ts';
import { isWaivable, rulesNamed, type Waivable } from './matching.ts';

const LANGUAGE = 'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/permissions-management.html';

/** A waiver that is over, while what it muted is still there. */
export const waiverExpiredText: RuleText = {
  id: 'WaiverExpired',
  severities: [['low', 'always']],
  what: 'A waiver is over, and what it muted is still found.',
  why: 'The finding alerts again. Somebody agreed to mend it by that day.',
  evidence: 'The day in `expires`, which is the last one that the waiver mutes: it is over at 00:00 UTC the day after.',
  remedy: 'Mend what it muted, then delete the waiver; or agree on a new day.',
  sources: [LANGUAGE],
};

/** A waiver that mutes nothing. */
export const waiverUnusedText: RuleText = {
  id: 'WaiverUnused',
  severities: [['info', 'always']],
  what: 'A waiver mutes nothing: there is nothing left to mute, it names no rule that there is, or the guards do not let anyone mute it.',
  why: 'A waiver that is left behind mutes the next violation of its kind unseen, and one that does not work is believed to.',
  evidence:
    'All findings of all current task definitions; where only some were looked at, only what can be told from the waiver itself is said. Waivers for units of drift are not the business of the audit.',
  remedy: 'Delete the waiver, or correct it. What the guards do not let anyone mute has to be mended.',
  sources: [LANGUAGE],
};

export function waiverExpired({ name, expires, source }: Waiver, muted: readonly Waivable[]): Violation {
  const rules = [...new Set(muted.map(({ violation }) => violation.rule))];
  return {
    rule: 'WaiverExpired',
    severity: 'low',
    role: null,
    message: `The waiver ${name} ended on ${expires}, and ${enumeration(rules, 'and')} ${rules.length > 1 ? 'are' : 'is'} still found`,
    evidence: evidenceOf({ details: [name, ...new Set(muted.map(subjectWords))] }),
    remedy: remedyOf(
      `Mend what it muted and delete the waiver, or agree on a new day for expires (${source.file}:${source.line})`,
    ),
  };
}

export interface Use {
  readonly isMuting: boolean;
  readonly isWhole: boolean;
  /** What it speaks of, whether or not it may mute it. */
  readonly spoken: readonly Waivable[];
  readonly guards: Guards;
}

/** Nothing for a waiver that does what it says, or that names units of drift only. */
export function waiverUnused(waiver: Waiver, { isMuting, isWhole, spoken, guards }: Use): readonly Violation[] {
  const rules = rulesNamed(waiver);
  const unknown = rules.filter((rule) => !(RULE_IDS as readonly string[]).includes(rule));
  const loud = rules.filter((rule) => !isWaivable(rule, guards) && spoken.some(({ violation }) => violation.rule === rule));
  const isIdle = isWhole && !isMuting && rules.length > 0;
  if (unknown.length === 0 && loud.length === 0 && !isIdle) return [];
  return [
    {
      rule: 'WaiverUnused',
      severity: 'info',
      role: null,
      message: `The waiver ${waiver.name} ${whyUnused(unknown, loud)}`,
      evidence: evidenceOf({ details: [waiver.name, ...rules] }),
      remedy: remedyOf(
        `${loud.length > 0 ? 'Mend what was found, and take it out of' : 'Delete or correct'} the waiver (${waiver.source.file}:${waiver.source.line})`,
      ),
    },
  ];
}

function whyUnused(unknown: readonly string[], loud: readonly string[]): string {
  const [misspelt] = unknown;
  if (loud.length > 0) return `does not mute ${enumeration(loud, 'and')}: the guards do not let anyone`;
  return misspelt === undefined ? 'mutes nothing' : `names ${misspelt}, which is no rule${didYouMean(misspelt, RULE_IDS)}`;
}

function subjectWords({ violation, family }: Waivable): string {
  return violation.role ?? family;
}
