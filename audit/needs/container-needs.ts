import { escapePattern } from '../../iam/pattern.ts';
import { quote } from '../../specs/reading/suggestion.ts';
import type { Container, Stated, TaskDefinition } from '../task-definition/types.ts';
import type { Needs } from '../types.ts';
import { secretNeeds } from './secret-needs.ts';
import { unverified, wanted } from './wanted.ts';

/** What the container has ECS read before it starts, whatever it runs on. */
export function containerNeeds(container: Container, definition: TaskDefinition): Needs[] {
  const { name, secrets, logConfiguration, repositoryCredentials, environmentFiles, firelensConfigFile } = container;
  return [
    ...secrets.map((value) => secretNeeds(value, `secret of the container ${name}`, 'parameters', definition)),
    ...(logConfiguration?.secretOptions ?? []).map((value) =>
      secretNeeds(value, `secret of the log driver of the container ${name}`, 'parameters', definition),
    ),
    ...[repositoryCredentials ?? []]
      .flat()
      .map((value) => secretNeeds(value, `registry credentials of the container ${name}`, 'secrets', definition)),
    ...environmentFiles.map((value) => fileNeeds(value, 'environment file', definition)),
    ...[firelensConfigFile ?? []].flat().map((value) => fileNeeds(value, 'FireLens configuration file', definition)),
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html */
function fileNeeds({ value, path }: Stated, called: string, { context }: TaskDefinition): Needs {
  if (/\$\{|\{\{|[<>]/.test(value)) {
    return unverified(
      'execution',
      path,
      `The ${called} ${quote(value)} is a placeholder; audit the task definition that names the object itself`,
    );
  }
  // A key may hold what is a wildcard in a policy.
  const purpose = `read the ${called} ${value}`;
  const found = wanted(
    { need: 'environmentFiles', value: escapePattern(value), origin: path, use: 'execution', purpose },
    context,
  );
  const exact = (resource: string) => (resource === escapePattern(value) ? { resource: value, isPattern: false } : {});
  const needs = found.needs.map((need) => ({
    ...need,
    requests: need.requests.map((request) => ({ ...request, ...exact(request.resource) })),
  }));
  return { ...found, needs };
}
