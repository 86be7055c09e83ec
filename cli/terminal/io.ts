import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../reconciler/ports.ts';
import { connectLive, type LiveAccount, type LiveSettings } from '../account/live-account.ts';

/** Where text goes. */
export interface Output {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Of a terminal. */
  readonly columns: number | undefined;
}

/** All that a command touches of the process it runs in. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  newRunId(): string;
  /** Reaches the account of the user's credentials. */
  connect(settings: LiveSettings): Promise<LiveAccount>;
  /** Asks on the terminal; `undefined` where there is nobody to ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}

async function confirm(question: string): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close the prompt without an answer, and that is a no.
  const closed = new Promise<string>((resolve) => prompt.once('close', () => resolve('\n')));
  prompt.once('SIGINT', () => prompt.close());
  try {
    const answer = await Promise.race([prompt.question(question), closed]);
    if (answer === '\n') process.stderr.write('\n');
    return /^y(es)?$/i.test(answer.trim());
  } catch (error) {
    if ((error as Error).name === 'AbortError') return false;
    throw error;
  } finally {
    prompt.close();
  }
}

/** The process's own streams, environment and clock. */
export function processIo(): Io {
  const asks = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    stdin: process.stdin,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    env: process.env,
    clock: { now: () => new Date(), sleep: (milliseconds) => sleep(milliseconds) },
    newRunId: randomUUID,
    connect: connectLive,
    confirm: asks ? confirm : undefined,
  };
}
