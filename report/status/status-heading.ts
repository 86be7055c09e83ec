import { printable } from '../escaping/printable.ts';
import type { Layout } from '../role-text.ts';
import { counted } from '../words/counts.ts';
import { wrapped } from '../words/wrapped.ts';
import { age } from './age.ts';
import type { ControllerStatus } from './controller-status.ts';

/** How the commands that are named continue, quoted for the shell: ` --profile ops`; empty for nothing. */
export type Repeated = string;

function lastSuccess({ lastSuccess: at, asOf }: ControllerStatus): string {
  return at === null ? 'no pass over everything has succeeded yet' : `last successful pass ${age(at, asOf)} ago (${at})`;
}

function sourceLines({ sources, asOf }: ControllerStatus): readonly string[] {
  return sources.map(({ source, files, listedAt }) => `${source}: ${counted(files, 'file')}, listed ${age(listedAt, asOf)} ago`);
}

function brakeLine({ brake, asOf }: ControllerStatus, repeated: Repeated): readonly string[] {
  if (brake === null) return [];
  const since = `The brake has held a plan for ${age(brake.since, asOf)}: ${brake.message}`;
  return [since, `Once you have looked at it: rolecall approve ${brake.hash}${repeated}`];
}

function eventPathLine({ eventPathBrokenSince: since, asOf }: ControllerStatus): readonly string[] {
  if (since === null) return [];
  return [
    `For ${age(since, asOf)} changes go by that no event announces. They are found by schedule only; check the trail, the rules and the forwarder.`,
  ];
}

function cautions(status: ControllerStatus, repeated: Repeated): readonly string[] {
  const incomplete =
    status.complete === false
      ? ['The last pass could not read or use everything that it was to look at: see the roles below, and the log.']
      : [];
  return [...status.notices, ...incomplete, ...brakeLine(status, repeated), ...eventPathLine(status)];
}

/** What holds for all roles: account, mode, how fresh this is, the brake and the event path. */
export function statusHeading(status: ControllerStatus, repeated: Repeated, { ink, width }: Layout): readonly string[] {
  const { account, mode, lease } = status;
  const events = status.eventPathBrokenSince === null ? 'event path working' : 'event path broken';
  const facts = [`Account ${account}`, mode === null ? 'no run yet' : `mode ${mode}`, lastSuccess(status), events];
  const writing = lease === null ? [] : [`${lease.holder} is writing now, until ${lease.expiresAt} at the latest`];
  const marked = (text: string) =>
    wrapped(printable(text), Math.max(20, width - 2)).map((line, at) => `${at === 0 ? ink.caution('!') : ' '} ${line}`);
  return [
    ink.bold(printable(facts.join(', '))),
    ...[...sourceLines(status), ...writing].map((line) => ink.dim(printable(line))),
    ...cautions(status, repeated).flatMap(marked),
  ];
}
