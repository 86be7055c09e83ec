import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../iam/evaluation/evaluate.ts';
import type { ContextValue, Decision, Principal, Request } from '../../iam/evaluation/types.ts';
import { type Document, policyOf, readCases } from './cases.ts';

interface Given {
  readonly policies?: Readonly<Record<string, Document>>;
  readonly boundary?: Document;
  readonly trust?: Document;
  readonly request: {
    readonly principal?: Readonly<Record<Principal['type'], string>>;
    readonly assumption?: string;
    readonly action?: string;
    readonly resource?: string;
    readonly resourceIsPattern?: boolean;
    readonly context?: Readonly<Record<string, ContextValue>>;
  };
}

interface Expect {
  readonly outcome: Decision['outcome'];
  readonly reason?: Decision['reason'];
  /** `policy/Sid`; `null` when nothing decided. */
  readonly statement?: string | null;
}

/** What a case leaves out about the role's permissions when it is about its trust policy. */
const ANYTHING = [{ Sid: 'Anything', Effect: 'Allow', Action: '*', Resource: '*' }];

function requestOf({ principal, assumption, action, resource, resourceIsPattern, context }: Given['request']): Request {
  const [[type, value] = ['Service', 'ecs-tasks.amazonaws.com']] = Object.entries(principal ?? {});
  return {
    principal: { type: type as Principal['type'], value },
    ...(assumption === undefined ? {} : { assumption }),
    action: action ?? 's3:GetObject',
    resource: resource ?? '*',
    resourceIsPattern: resourceIsPattern ?? false,
    context: new Map(Object.entries(context ?? {}).map(([key, values]) => [key.toLowerCase(), values])),
  };
}

function decide({ policies, boundary, trust, request }: Given): Decision {
  const documents = Object.entries(policies ?? { anything: ANYTHING });
  return evaluate(
    {
      trust: trust && policyOf(trust, 'trust'),
      boundary: boundary && policyOf(boundary, 'identity'),
      policies: documents.map(([name, document]) => ({ name, policy: policyOf(document, 'identity') })),
    },
    requestOf(request),
  );
}

describe.each(readCases<Given, Expect>('evaluation'))('evaluation: %s', (_file, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { given, expect: expected, source }) => {
    const { outcome, reason, statement } = decide(given);
    const found = { outcome, reason, statement: statement ? `${statement.policy}/${statement.sid}` : null };
    expect(found).toMatchObject(expected);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});
