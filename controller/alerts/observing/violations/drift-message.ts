import type { Drift } from '../../../../reconciler/types.ts';
import { parseUnit } from '../../../../specs/unit.ts';

type Message = (key: string) => string;

const MESSAGES: Readonly<Record<string, Partial<Record<Drift['kind'], Message>>>> = {
  role: {
    missing: () => 'The role does not exist',
    extra: () => 'The role exists, and its spec says absent',
    different: () => 'The name differs from the spec in upper and lower case',
  },
  trustPolicy: { different: () => 'The trust policy is not the one in the spec' },
  permissionsBoundary: {
    missing: () => 'The permissions boundary of the spec is not set',
    extra: () => 'A permissions boundary is set, and the spec says none',
    different: () => 'The permissions boundary is not the one in the spec',
    content: () => 'The policy that is the permissions boundary has new content',
  },
  managedPolicies: {
    missing: (arn) => `${arn} is in the spec, but not attached`,
    extra: (arn) => `${arn} is attached, but not in the spec`,
    content: (arn) => `The attached policy ${arn} has new content`,
  },
  inlinePolicies: {
    missing: (name) => `The inline policy ${name} is in the spec, but not on the role`,
    extra: (name) => `The inline policy ${name} is on the role, but not in the spec`,
    different: (name) => `The inline policy ${name} is not the one in the spec`,
  },
  tags: {
    missing: (key) => `The tag ${key} is missing`,
    extra: (key) => `The tag ${key} is not in the spec`,
    different: (key) => `The tag ${key} has another value than in the spec`,
  },
  description: { different: () => 'The description is not the one in the spec' },
  maxSessionDuration: { different: () => 'The longest session is not the one in the spec' },
  path: { different: () => 'The path is not the one in the spec' },
};

/** What a drift is: one sentence without a full stop. */
export function driftMessage({ unit, kind }: Pick<Drift, 'unit' | 'kind'>): string {
  const { name = unit, key = '' } = parseUnit(unit) ?? {};
  const message = MESSAGES[name]?.[kind];
  return message === undefined ? `${unit} differs from the spec` : message(key);
}
