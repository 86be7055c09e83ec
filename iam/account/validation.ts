import type { IamCalls } from '../api.ts';
import { refuse } from './refusal.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly most: number;
  readonly advice: string;
}

const NAME_CHARACTERS = 'Write letters, digits and +=,.@_- only';

/**
 * What IAM's API reference demands of each parameter.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
const RULES = {
  roleName: { pattern: /^[\w+=,.@-]+$/, most: 64, advice: `${NAME_CHARACTERS}, 1 to 64 of them.` },
  policyName: { pattern: /^[\w+=,.@-]+$/, most: 128, advice: `${NAME_CHARACTERS}, 1 to 128 of them.` },
  path: { pattern: /^\/(?:[!-~]+\/)?$/, most: 512, advice: 'It begins and ends with a slash and holds at most 512 characters.' },
  pathPrefix: { pattern: /^\/[!-\x7f]*$/, most: 512, advice: 'It begins with a slash and holds at most 512 characters.' },
  description: {
    pattern: /^[\t\n\r -~\u00a1-\u00ff]*$/,
    most: 1000,
    advice: 'It holds at most 1000 characters, none above U+00FF.',
  },
  policyArn: {
    pattern: /^arn:[^:]+:iam::(?:\d{12}|aws):policy\/(?:[!-~]+\/)?[\w+=,.@-]+$/,
    most: 2048,
    advice: 'Write a policy ARN.',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** Refuses a parameter that breaks its rule. */
export function checkParameter(parameter: keyof typeof RULES, value: string): void {
  const { pattern, most, advice } = RULES[parameter];
  if (value.length > most || !pattern.test(value))
    refuse('ValidationError', `The specified value for ${parameter} is invalid. ${advice}`);
}

/** An ARN that is none is another error than one that names nothing. */
export function checkPolicyArn(arn: string): void {
  const { pattern, most } = RULES.policyArn;
  if (arn.length > most || !pattern.test(arn)) refuse('InvalidInput', `ARN ${arn} is not valid.`);
}

export function checkMaxSessionDuration(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43_200)
    refuse('ValidationError', 'The specified value for maxSessionDuration is invalid. Write 3600 to 43200 seconds.');
}

/** Checks what a new role says of itself, its documents and tags apart. */
export function checkNewRole(input: IamCalls['CreateRole']['input']): void {
  checkParameter('roleName', input.RoleName);
  if (input.Path !== undefined) checkParameter('path', input.Path);
  if (input.Description !== undefined) checkParameter('description', input.Description);
  if (input.MaxSessionDuration !== undefined) checkMaxSessionDuration(input.MaxSessionDuration);
}
