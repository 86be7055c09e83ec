import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectLive } from '../../cli/account/live-account.ts';
import { runCli } from '../../cli/run-cli.ts';
import type { Io, Output } from '../../cli/terminal/io.ts';

/** An exported account: two roles of ours (one with AdministratorAccess by hand), some of others, a service-linked one. */
export const ACCOUNT = fileURLToPath(new URL('account.json', import.meta.url));

export const ORDERS_TASK = `apiVersion: rolecall/v1
kind: TaskRole
metadata:
  name: orders-task
  labels: { team: orders }
spec:
  inlinePolicies:
    Read:
      Effect: Allow
      Action: s3:GetObject
      Resource: arn:aws:s3:::orders/*
  tags: { service: orders }
`;

export const ORDERS_EXECUTION = `apiVersion: rolecall/v1
kind: TaskExecutionRole
metadata:
  name: orders-execution
spec:
  managedPolicies:
    - service-role/AmazonECSTaskExecutionRolePolicy
`;

export interface Given {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is answered on the terminal; without it there is no terminal. */
  readonly answer?: boolean;
  /** The account of the user's credentials; without it, what the process's own environment leads to. */
  readonly connect?: Io['connect'];
  /** Told of each wait, in milliseconds. */
  readonly sleep?: (milliseconds: number) => void;
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was asked on the terminal. */
  readonly asked: readonly string[];
}

function recorder(isTerminal: boolean): { readonly output: Output; readonly text: () => string } {
  const written: string[] = [];
  const write = (text: string) => void written.push(text);
  return { output: { write, isTerminal, columns: 100 }, text: () => written.join('') };
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** Runs one command in this process, as if typed. */
export async function run(
  argv: readonly string[],
  { stdin = '', env = {}, answer, connect = connectLive, sleep }: Given = {},
): Promise<Ended> {
  const [stdout, stderr] = [recorder(false), recorder(false)];
  const asked: string[] = [];
  let now = Date.parse('2026-11-22T08:00:00Z');
  const confirm = async (question: string) => {
    asked.push(question);
    return answer === true;
  };
  const io: Io = {
    stdin: bytes(stdin),
    stdout: stdout.output,
    stderr: stderr.output,
    env,
    clock: {
      now: () => new Date(now),
      sleep: async (milliseconds) => {
        now += milliseconds;
        sleep?.(milliseconds);
      },
    },
    newRunId: () => 'run-1',
    connect,
    confirm: answer === undefined ? undefined : confirm,
  };
  const status = await runCli(argv, io);
  return { status, stdout: stdout.text(), stderr: stderr.text(), asked };
}

const folders: string[] = [];

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-test-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function readText(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}
