import { summaryOf } from '../../audit/summary.ts';
import type { DefinitionAudit, Finding } from '../../audit/types.ts';
import { auditsWorstFirst } from '../../audit/worst-first.ts';
import { summarize } from '../../reconciler/summary.ts';
import type { Waiver } from '../../specs/types.ts';
import { worstFirst } from '../words/worst-first.ts';
import { declaredInUse, ownRoles, rolesInUse, unusedSpecs } from './coverage.ts';
import { expiringWaivers } from './expiring-waivers.ts';
import type { Overview } from './overview.ts';
import { changesSince } from './overview-changes.ts';

type Told = 'account' | 'owner' | 'mode' | 'madeAt' | 'complete' | 'roles' | 'trend' | 'mostDrifting' | 'notices' | 'problems';

/** All that an overview is made of, in any order. */
export interface OverviewInput extends Pick<Overview, Told | 'onTheSpot'> {
  /** What was audited; `null` if nothing was. */
  readonly audit: {
    readonly taskDefinitions: readonly DefinitionAudit[];
    /** Of no task definition. */
    readonly findings: readonly Finding[];
    /** Whether these are all that can start tasks now. */
    readonly isWhole: boolean;
  } | null;
  /** Names or ARNs of all roles that current task definitions use, where something else than the audit knows them. */
  readonly usedRoles: readonly string[] | null;
  /** Whether roles are declared at all, so that one that nothing declares is worth a word. */
  readonly hasSpecs: boolean;
  readonly waivers: readonly Waiver[];
  /** The report before; `null` if there is none. */
  readonly previous: Overview | null;
}

/** The account's state and its audits as people are shown them: counted, compared with the report before, worst first. */
export function overviewOf(input: OverviewInput): Overview {
  const { account, owner, mode, madeAt, complete, trend, mostDrifting, problems, audit, previous } = input;
  const roles = worstFirst(input.roles);
  const taskDefinitions = auditsWorstFirst(audit?.taskDefinitions ?? []);
  const inUse = input.hasSpecs ? inUseOf(input) : null;
  return {
    apiVersion: 'rolecall/v1',
    kind: 'Overview',
    ...{ account, owner, mode, ...(input.onTheSpot ? { onTheSpot: true } : {}), madeAt, complete },
    summary: summarize(roles),
    audit:
      audit === null
        ? null
        : summaryOf(
            taskDefinitions.map((audit) => ({ audit, isRead: true })),
            [],
          ),
    coverage: inUse === null ? null : declaredInUse(roles, inUse),
    changes: previous === null ? null : changesSince(previous, { roles, taskDefinitions, isWhole: audit?.isWhole === true }),
    trend,
    mostDrifting,
    expiringWaivers: expiringWaivers(input.waivers, taskDefinitions, madeAt),
    orphans: roles.filter(({ status }) => status === 'Orphaned').map(({ name }) => name),
    unusedSpecs: inUse === null ? null : unusedSpecs(roles, inUse),
    roles,
    taskDefinitions,
    notices: [...input.notices, ...(audit?.findings ?? []).map(({ message }) => `${message}.`)],
    problems,
  };
}

function inUseOf({ audit, usedRoles, account }: OverviewInput): ReadonlySet<string> | null {
  const audited = audit?.isWhole ? rolesInUse(audit.taskDefinitions, account) : null;
  return audited ?? (usedRoles === null ? null : ownRoles(usedRoles, account));
}
