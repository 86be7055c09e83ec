import type { Drift, DriftReport } from '../../reconciler/types.ts';
import { run } from '../cli/console.ts';

/** A command's report and its exit status. */
export async function reported(...argv: readonly string[]): Promise<{ readonly status: number; readonly report: DriftReport }> {
  const { status, stdout, stderr } = await run([...argv, '--format', 'json']);
  if (stdout === '') throw new Error(`${argv.join(' ')} printed no report.\n${stderr}`);
  return { status, report: JSON.parse(stdout) as DriftReport };
}

/** Every drift of a report, with the role it belongs to. */
export function driftsOf({ roles }: DriftReport) {
  return roles.flatMap(({ name, drift }) => drift.map((each) => ({ role: name, ...said(each) })));
}

function said({ unit, kind, access, severity }: Drift) {
  return { unit, kind, access, severity };
}

/** The calls that a report planned or made, other than those that tag a role as ours. */
export function callsOf({ roles }: DriftReport): readonly string[] {
  return roles.flatMap(({ name, actions }) =>
    actions
      .filter((action) => !(action.call === 'TagRole' && action.input.Tags.every(({ Key }) => Key === 'rolecall:owner')))
      .map(({ call, outcome }) => `${name}: ${call} ${outcome}`),
  );
}
