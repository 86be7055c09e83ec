import { createHash } from 'node:crypto';
import type { SpecContext, SpecFile } from '../../specs/types.ts';

/** All that decides what specs compile to. */
export interface Compilation {
  /** In the order in which they are read: what is said of a name that is declared twice depends on it. */
  readonly files: readonly SpecFile[];
  readonly account: SpecContext;
  /** `YYYY-MM-DD` in UTC. */
  readonly today: string;
  /** Names the code that compiles. */
  readonly release: string;
}

/** Names a compilation: two have the same key only if they compile to the same. */
export function compilationKey({ files, account, today, release }: Compilation): string {
  const { accountId, partition, region } = account;
  const each = files.map(({ file, version, content }) => [file, version, sha256(content)]);
  // As JSON, no two lists of texts run together.
  return sha256(JSON.stringify([release, today, accountId, partition, region ?? null, each]));
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
