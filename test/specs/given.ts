import { readdirSync, readFileSync } from 'node:fs';
import type { DeclaredRole, SpecContext, SpecFile } from '../../specs/types.ts';

/** One case of `test/cases/specs`. */
export interface SpecCase {
  /** A statement of behaviour. */
  readonly name: string;
  /** Where a rule of AWS comes from. */
  readonly source?: string;
  readonly given: Given;
  readonly expect: {
    /** All problems, in their order. */
    readonly problems?: readonly {
      readonly at: string;
      readonly path: string;
      readonly says: string;
      readonly severity?: 'warning';
    }[];
    /** The roles that can be used, each with a part of what it compiles to. */
    readonly roles?: readonly object[];
    /** Names of the roles that cannot. */
    readonly invalid?: readonly string[];
    readonly waivers?: readonly object[];
    /** By default, whether there is none of this: false. */
    readonly incomplete?: boolean;
  };
}

type Given = {
  /** Lines under `spec:` of a role named `orders`; the first is line 6. */
  readonly spec?: readonly string[];
  readonly kind?: string;
  /** Or whole files, by name. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
  /** `null` for no account at all. */
  readonly context?: Partial<SpecContext> | null;
  readonly today?: string;
};

export const ACCOUNT: SpecContext = { accountId: '111122223333', partition: 'aws', region: 'eu-west-1' };

export function contextOf({ context }: Given): SpecContext | undefined {
  return context === null ? undefined : { ...ACCOUNT, region: undefined, ...context };
}

export function filesOf({ spec = [], kind = 'TaskRole', files }: Given): SpecFile[] {
  const head = ['apiVersion: rolecall/v1', `kind: ${kind}`, 'metadata:', '  name: orders', 'spec:'];
  const all = files ?? { 'orders.yaml': [...head, ...spec.map((line) => `  ${line}`)] };
  return Object.entries(all).map(([file, lines]) => fileOf(lines.join('\n'), file));
}

export function fileOf(content: string | Uint8Array, file = 'orders.yaml'): SpecFile {
  return { file, content: typeof content === 'string' ? new TextEncoder().encode(content) : content, version: null };
}

/** A role as JSON, with its policies as documents. */
export function asJson({ role, ...declared }: DeclaredRole): unknown {
  const inline = [...role.inlinePolicies].map(([name, text]) => [name, JSON.parse(text)]);
  const documents = { trustPolicy: JSON.parse(role.trustPolicy), inlinePolicies: Object.fromEntries(inline) };
  return { ...declared, role: { ...role, ...documents, tags: Object.fromEntries(role.tags) } };
}

export function specCases(): [string, readonly SpecCase[]][] {
  const folder = new URL('../cases/specs/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]);
}
