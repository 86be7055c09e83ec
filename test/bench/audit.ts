import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { AuditReport } from '../../audit/types.ts';
import { runAudit } from '../../controller/audit/run-audit.ts';
import { accountFromExports } from '../../iam/account/export.ts';
import { awsPolicyDocuments, knowsAwsPolicy } from '../../specs/aws/aws-policies.ts';
import { defaultGuards } from '../../specs/guards.ts';
import { fleetDefinition, fleetExport } from './definitions.ts';
import { CONTEXT } from './fleet.ts';
import { median } from './median.ts';

/**
 * Times audits of exported accounts as the command line makes them: the export is read, the task definitions are parsed, and all
 * are judged. Prints how the time per task definition grows with the number of roles.
 */
const GATE = 1.3;
const ROUNDS = 7;

interface Size {
  readonly definitions: number;
  readonly roles: number;
}

async function audited({ definitions, roles }: Size, exported: string, texts: readonly string[]): Promise<AuditReport> {
  const filled = accountFromExports([{ file: 'account.json', value: JSON.parse(exported) }], {
    accountId: undefined,
    awsPolicyDocuments,
    knowsAwsPolicy,
    clock: () => new Date(),
  });
  if (!filled.ok) throw new Error(filled.message);
  const read = texts.flatMap((text) => {
    const found = readTaskDefinitions(JSON.parse(text), CONTEXT);
    if (!found.ok) throw new Error(found.problem);
    return found.definitions;
  });
  const report = await runAudit({
    runId: 'bench',
    trigger: 'bench',
    iam: filled.account,
    clock: { now: () => new Date(), sleep: async () => {} },
    account: CONTEXT,
    definitions: read.map((one) => ({ described: true, ...one, file: null })),
    specs: undefined,
    guards: defaultGuards,
    otherNeeds: new Map(),
    isWhole: true,
    progress: undefined,
  });
  if (report.taskDefinitions.length !== definitions || !report.complete) throw new Error(`not all of ${roles} roles were judged`);
  return report;
}

/** Milliseconds for one task definition. */
async function perDefinition(size: Size, exported: string, texts: readonly string[]): Promise<number> {
  const start = performance.now();
  await audited(size, exported, texts);
  return (performance.now() - start) / size.definitions;
}

/** Each size once in every round, so that all meet the same noise. */
async function measure(sizes: readonly Size[]): Promise<readonly (readonly number[])[]> {
  const inputs = sizes.map((size) => ({
    size,
    exported: fleetExport(size.roles),
    texts: Array.from({ length: size.definitions }, (_, index) => JSON.stringify(fleetDefinition(index, size.roles))),
  }));
  const rounds: number[][] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const times: number[] = [];
    for (const { size, exported, texts } of inputs) times.push(await perDefinition(size, exported, texts));
    if (round >= 0) rounds.push(times);
  }
  return rounds;
}

const SIZES: readonly Size[] = [
  { definitions: 1000, roles: 1000 },
  { definitions: 100, roles: 100 },
  { definitions: 1000, roles: 100 },
];
const rounds = await measure(SIZES);
for (const [index, { definitions, roles }] of SIZES.entries()) {
  const milliseconds = median(rounds.map((times) => times[index] ?? Number.NaN));
  console.log(`audit of ${definitions} task definitions over ${roles} roles: ${(milliseconds * 1000).toFixed(0)} µs each`);
}
const growth = median(rounds.map(([many = Number.NaN, few = Number.NaN]) => many / few));
const unshared = median(rounds.map(([many = Number.NaN, , shared = Number.NaN]) => many / shared));
console.log(`time per task definition with 1,000 roles against 100: ${growth.toFixed(2)} (gate ${GATE})`);
console.log(`  and where each role is shared by ten task definitions: ${unshared.toFixed(2)}`);
process.exitCode = growth <= GATE ? 0 : 1;
