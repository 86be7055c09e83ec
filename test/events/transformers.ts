import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { InputTransformer } from './transform.ts';

interface Rule {
  readonly Type: string;
  readonly Properties: {
    readonly EventPattern: { readonly source: readonly string[] };
    readonly Targets: readonly { readonly InputTransformer: InputTransformer }[];
  };
}

const RULES = new URL('../../stack/resources/events.yml', import.meta.url);

/** What the stack's rules pass on, by event source. CloudFormation's own tags are of no interest here. */
export function stackTransformers(): ReadonlyMap<string, InputTransformer> {
  const { Resources } = parse(readFileSync(RULES, 'utf8'), { logLevel: 'silent' }) as { Resources: Record<string, Rule> };
  const rules = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
  return new Map(
    rules.flatMap(({ Properties: { EventPattern, Targets } }) =>
      Targets.map(({ InputTransformer }) => [EventPattern.source[0] ?? '', InputTransformer] as const),
    ),
  );
}
