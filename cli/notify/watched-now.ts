import type { AuditReport, DefinitionAudit } from '../../audit/types.ts';
import type { KeptAudits } from '../../controller/alerts/observing/watched.ts';
import { emptyIndex, findingsIn, indexedName, indexWith } from '../../controller/audit/state/audit-index.ts';
import { auditHash, resultWith } from '../../controller/audit/state/audit-result.ts';
import type { IndexedDefinition, StoredAudit } from '../../controller/audit/state/audit-state.ts';
import { fold } from '../../controller/folding/fold.ts';
import { declarationsOf } from '../../controller/specs/declaration.ts';
import { emptyState } from '../../controller/state/empty-state.ts';
import type { ControllerState } from '../../controller/state/state.ts';
import { problemsText } from '../../report/problems-text.ts';
import type { Problem } from '../../specs/types.ts';
import type { ReadWatched } from '../controller/read-watched.ts';
import { lookNow, type SeenNow, type SpotOptions } from '../report/on-the-spot.ts';
import type { Io } from '../terminal/io.ts';
import { colorOf } from '../terminal/style.ts';
import { UserError } from '../terminal/user-error.ts';

/** What is found is part of the first look, as what a sweep finds. */
const FIRST_SWEEP = 'sweep';
const NOT_AUDITED = 'No task definition was given with --audit, so no findings are told.';

/** What a controller and its audit would keep if they looked at the account for the first time now. */
export async function watchedNow(options: SpotOptions & { readonly deployment: string }, io: Io): Promise<ReadWatched> {
  const seen = await lookNow(options, io);
  const { pass, drift, audit } = seen;
  const { guards, specs, sources, account } = pass;
  const now = io.clock.now();
  io.stderr.write(problemsText(problemsOf(seen), { color: colorOf(io.stderr, io), sources }));
  const { accountId, region } = account.context;
  const audits = audit === null ? null : keptOf(audit, region);
  return {
    watched: {
      ...{ account: accountId, deployment: options.deployment, isSingleLook: true, now, guards, waivers: specs.waivers, audits },
      state: stateOf(seen, now),
    },
    guards,
    notices: [...new Set([...drift.notices, ...(audit?.notices ?? [NOT_AUDITED])])],
    isComplete: drift.complete && audit?.complete !== false,
  };
}

/** Both read the same specs. */
function problemsOf({ drift, audit }: SeenNow): readonly Problem[] {
  const all = [...drift.problems, ...(audit?.problems ?? [])];
  return [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()];
}

const NOBODY_ASKED = { approved: undefined, resume: new Set<string>(), accept: new Set<string>(), changes: [] } as const;

function stateOf({ pass: { specs, guards }, drift }: SeenNow, now: Date): ControllerState {
  return fold(emptyState(drift.account), {
    result: { report: drift, accountRead: drift.complete, policies: new Map() },
    request: { scope: 'all', trigger: drift.trigger, ...NOBODY_ASKED },
    declarations: declarationsOf(specs, guards),
    waivers: specs.waivers,
    ...{ sources: {}, allListed: !specs.incomplete, allSpecsRead: !specs.incomplete, recorded: [], now },
  });
}

function keptOf({ account, taskDefinitions, runId, finishedAt }: AuditReport, region: string | undefined): KeptAudits {
  const results = taskDefinitions.flatMap((audit, index): readonly StoredAudit[] => {
    // A file need not name a revision, and there may be several of one: kept under a number that no other has.
    const at = { region: audit.region ?? region ?? noRegion(), family: audit.family, revision: -1 - index };
    const entry = { auditedAt: finishedAt, runId, trigger: FIRST_SWEEP, pendingAgain: false, eventIds: [], audit };
    const result = resultWith(undefined, at, entry);
    return result === undefined ? [] : [result];
  });
  const change = results.map((result, index) => [result.region, indexed(result, taskDefinitions[index], finishedAt)] as const);
  return {
    index: change.reduce((index, [place, added]) => indexWith(index, new Map([[place, added]])), emptyIndex(account)),
    results,
  };
}

function noRegion(): never {
  throw new UserError('No region is set. Give the one that the task definitions are for with --region: what is said names it.');
}

function indexed(
  result: StoredAudit,
  audit: DefinitionAudit | undefined,
  auditedAt: string,
): ReadonlyMap<string, IndexedDefinition> {
  if (audit === undefined) return new Map();
  const { executionRole } = audit;
  return new Map([
    [indexedName(result), { executionRole, needs: null, ...findingsIn(audit), hash: auditHash(audit), auditedAt }],
  ]);
}
