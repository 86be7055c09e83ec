import { readTaskDefinitions } from '../../audit/task-definition/read.ts';
import type { AuditedDefinition } from '../../audit/types.ts';
import type { Problem } from '../../specs/types.ts';
import type { OpenAccount } from '../account/account.ts';
import type { Io } from '../terminal/io.ts';
import { progressLine } from '../terminal/progress.ts';
import { problemIn, readDefinitionFile } from './definition-file.ts';
import type { DefinitionSource } from './definition-source.ts';
import { describeDefinition, listCurrent, liveDefinitions } from './live-definitions.ts';

/** What is to be audited. */
export interface Gathered {
  readonly definitions: readonly AuditedDefinition[];
  /** Of files that hold no task definition. */
  readonly problems: readonly Problem[];
  /** The text of each file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly notices: readonly string[];
}

/** Reads and describes what the arguments name, in their order; what is wrong with one stops no other. */
export async function gatherNamed(sources: readonly DefinitionSource[], account: OpenAccount, io: Io): Promise<Gathered> {
  const definitions: AuditedDefinition[] = [];
  const problems: Problem[] = [];
  const texts = new Map<string, string>();
  for (const source of sources) {
    if (source.kind === 'live') {
      definitions.push(await describeDefinition(source.reference, await liveDefinitions(account, source.reference)));
      continue;
    }
    const read = await definitionsOf(source.file, account, io);
    definitions.push(...read.definitions);
    problems.push(...read.problems);
    texts.set(source.file, read.text);
  }
  return { definitions, problems, texts, notices: [] };
}

/** Everything that can start tasks now: one description a revision. */
export async function gatherCurrent(account: OpenAccount, io: Io): Promise<Gathered> {
  const live = await liveDefinitions(account, '--all');
  const references = await listCurrent(live);
  const progress = progressLine(io);
  let done = 0;
  const describe = async (reference: string) => {
    const definition = await describeDefinition(reference, live);
    done += 1;
    progress.show?.({ stage: 'describing', done, of: references.length });
    return definition;
  };
  const definitions = await Promise.all(references.map(describe)).finally(progress.clear);
  const none = `Amazon ECS has no active task definition in ${live.context.region}, so there was nothing to audit.`;
  return { definitions, problems: [], texts: new Map(), notices: references.length === 0 ? [none] : [] };
}

async function definitionsOf(
  file: string,
  { context }: OpenAccount,
  io: Io,
): Promise<Pick<Gathered, 'definitions' | 'problems'> & { text: string }> {
  const read = await readDefinitionFile(file, io);
  if (!read.ok) return { definitions: [], problems: [read.problem], text: read.text };
  const found = readTaskDefinitions(read.value, context);
  if (!found.ok) return { definitions: [], problems: [problemIn(file, found.problem)], text: read.text };
  const own = found.definitions.filter(({ definition }) => definition.context.accountId === context.accountId);
  const foreign = found.definitions.find((each) => !own.includes(each));
  return {
    definitions: own.map(({ definition, overrides }) => ({ described: true, definition, overrides, file })),
    problems:
      foreign === undefined ? [] : [problemIn(file, foreignMessage(foreign.definition.context.accountId, context.accountId))],
    text: read.text,
  };
}

/** Roles of another account cannot be read here, and those of the same name are others. */
function foreignMessage(theirs: string, ours: string): string {
  return `It holds a task definition of account ${theirs}, and the roles that can be read are those of account ${ours}. Audit it with an export or credentials of its own account.`;
}
