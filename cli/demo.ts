import { Command } from 'commander';
import { EmbeddedAccount } from '../iam/account/embedded-account.ts';
import { reconcile } from '../reconciler/reconcile.ts';
import type { DriftReport } from '../reconciler/types.ts';
import { textReport } from '../report/text.ts';
import { createInk, type Ink } from '../report/words/ink.ts';
import type { Verb } from '../report/words/next-step.ts';
import { actionWarning } from '../specs/aws/actions.ts';
import { awsPolicyDocuments } from '../specs/aws/aws-policies.ts';
import { defaultGuards } from '../specs/guards.ts';
import { readSpecs } from '../specs/read.ts';
import type { Mode } from '../specs/types.ts';
import { DEMO_SPECS } from './demo/specs.ts';
import { TAMPERINGS } from './demo/tampering.ts';
import type { Finish } from './program.ts';
import type { Io } from './terminal/io.ts';
import { colorOf, widthOf } from './terminal/style.ts';

const FILE = 'orders.yaml';
const SPECS_SHOWN = 24;

/** The stage of the tour: an account in memory, and what is declared for it. */
interface Stage {
  readonly account: EmbeddedAccount;
  readonly io: Io;
  readonly ink: Ink;
}

function say({ io, ink }: Stage, title: string, ...lines: readonly string[]): void {
  io.stdout.write(`\n${ink.bold(ink.command(title))}\n${lines.map((line) => `${line}\n`).join('')}`);
}

async function pass({ account, io }: Stage, mode: Mode): Promise<DriftReport> {
  const context = { accountId: account.accountId, partition: account.partition, region: 'eu-west-1' };
  const files = [{ file: FILE, content: new TextEncoder().encode(DEMO_SPECS), version: null }];
  return reconcile({
    runId: io.newRunId(),
    trigger: 'cli',
    iam: account,
    taskDefinitions: { rolesInUse: async () => undefined },
    clock: io.clock,
    account: context,
    specs: readSpecs(files, context, { actionWarning }),
    guards: defaultGuards,
    mode,
    approved: undefined,
    only: undefined,
    progress: undefined,
  });
}

function show({ io }: Stage, report: DriftReport, verb: Verb): void {
  io.stdout.write(textReport(report, { verb, color: colorOf(io.stdout, io), width: widthOf(io.stdout), specs: FILE }));
}

async function declare(stage: Stage): Promise<void> {
  const shown = DEMO_SPECS.split('\n').slice(0, SPECS_SHOWN);
  say(stage, '1. Roles are declared', `${FILE} declares four roles of Amazon ECS. It begins:`, '');
  stage.io.stdout.write(`${shown.map((line) => stage.ink.dim(`  ${line}`.trimEnd())).join('\n')}\n${stage.ink.dim('  …')}\n`);
  const created = await pass(stage, 'enforce');
  stage.io.stdout.write(
    `\nThey are created in an account that lives in memory: ${created.summary.corrected} roles. No credentials, no network.\n`,
  );
}

async function tamper(stage: Stage): Promise<void> {
  for (const { act } of TAMPERINGS) await act(stage.account);
  say(stage, '2. Overnight, somebody', ...TAMPERINGS.map(({ story }) => `  - ${story}`));
}

async function tour(io: Io): Promise<number> {
  const account = new EmbeddedAccount({
    accountId: '111122223333',
    clock: () => io.clock.now(),
    managedPolicies: awsPolicyDocuments('aws'),
  });
  const stage: Stage = { account, io, ink: createInk(colorOf(io.stdout, io)) };
  await declare(stage);
  await tamper(stage);
  say(stage, '3. rolecall plan', 'What differs, worst first, and what would be done:', '');
  show(stage, await pass(stage, 'observe'), 'plan');
  say(
    stage,
    '4. rolecall apply',
    'No call on the way allows what neither live nor the spec allows, or takes away what both allow:',
    '',
  );
  show(stage, await pass(stage, 'enforce'), 'apply');
  say(stage, '5. rolecall plan, again', '');
  const last = await pass(stage, 'observe');
  show(stage, last, 'plan');
  farewell(stage);
  return last.summary.inSync === last.summary.roles ? 0 : 1;
}

function farewell(stage: Stage): void {
  const { command } = stage.ink;
  say(
    stage,
    'Now with your own account',
    `  ${command('rolecall snapshot --out account.json')}                            reads, and changes nothing`,
    `  ${command('rolecall import --ecs --account-file account.json --out roles')}   your ECS roles as specs`,
    `  ${command('rolecall plan roles --account-file account.json')}                 in sync, until somebody changes one`,
  );
}

/** `rolecall demo`: a tour in memory. */
export function demoCommand(io: Io, finish: Finish): Command {
  return new Command('demo')
    .description('A tour of a few seconds on an account in memory with real drift. Needs no credentials.')
    .action(async () => finish(await tour(io)));
}
