import { quote } from '../../specs/reading/suggestion.ts';
import type { Stated, TaskDefinition } from '../task-definition/types.ts';
import type { Need, NeededRequest, Needs } from '../types.ts';
import { unverified, wanted } from './wanted.ts';

/** Nothing that a name or an ARN of a secret or a parameter can hold; secrets that a service manages have an exclamation mark. */
const PLACEHOLDER = /[^\w/+=.@:!-]/;
const KEY_AND_VERSION = ':JSON-KEY:VERSION-STAGE:VERSION-ID';

/**
 * What reading a secret or a parameter needs.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 * @param called what it is, in words, as in `secret of the container app`
 * @param bare what a bare name names
 */
export function secretNeeds(
  { value, path }: Stated,
  called: string,
  bare: 'parameters' | 'secrets' | undefined,
  { context }: TaskDefinition,
): Needs {
  const problem = placeholderProblem(value);
  const need = serviceOf(value) ?? bare;
  if (problem !== undefined || need === undefined) {
    const what = problem ?? `is no ARN of a secret of Secrets Manager or of an SSM parameter`;
    return unverified('execution', path, `The ${called}, ${quote(value)}, ${what}`);
  }
  const purpose = `read the ${need === 'secrets' ? 'secret' : 'parameter'} ${nameOf(value)}`;
  const found = wanted({ need, value, origin: path, use: 'execution', purpose }, context);
  return { ...found, needs: found.needs.map(withUncertainSuffix) };
}

function serviceOf(value: string): 'secrets' | 'parameters' | undefined {
  const [prefix, , service] = value.split(':');
  if (prefix !== 'arn') return undefined;
  return service === 'secretsmanager' ? 'secrets' : service === 'ssm' ? 'parameters' : undefined;
}

function placeholderProblem(value: string): string | undefined {
  if (value === '' || PLACEHOLDER.test(value)) {
    return 'is a placeholder or no name; audit the task definition that names the secret or parameter itself';
  }
  const parts = value.split(':').length;
  if (serviceOf(value) === 'secrets' && parts > 7 && parts !== 10) {
    return `does not end as ECS takes it: after the secret's name write nothing, or ${KEY_AND_VERSION} with all its colons`;
  }
  if (value.startsWith('arn:') && serviceOf(value) === undefined) {
    return 'is no ARN of a secret of Secrets Manager or of an SSM parameter, and ECS reads nothing else';
  }
  return undefined;
}

/** What people call it: its name, without ARN, key, version and the six characters that Secrets Manager adds. */
function nameOf(value: string): string {
  const name = /^arn:(?:[^:]*:){4}(?:secret:|parameter)([^:]+)/.exec(value)?.[1] ?? value.replace(/:.*$/, '');
  return value.includes(':secret:') ? name.replace(/-[A-Za-z0-9]{6}$/, '') : name;
}

/** A name may itself end in a hyphen and six characters, and then stand in an ARN without those that Secrets Manager adds. */
function withUncertainSuffix(need: Need): Need {
  if (need.sid !== 'Secrets') return need;
  const requests = need.requests.map(
    (request): NeededRequest => (request.isPattern ? request : { ...request, otherForm: `${request.resource}-??????` }),
  );
  return { ...need, requests };
}
