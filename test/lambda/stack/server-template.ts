import { MAPPING, type Resource, type Template } from './template.ts';

/**
 * The template as the server's CloudFormation can make it: without the way from the queue to the function, as it would run the function
 * itself, in Docker; and without the roles' inline policies, which it stores in a form that breaks its own bulk read.
 */
export function serverTemplate({ Resources, ...rest }: Template): Template {
  const kept = Object.entries(Resources).filter(([, { Type }]) => Type !== MAPPING);
  return {
    ...rest,
    Resources: Object.fromEntries(kept.map(([logical, resource]) => [logical, withoutInlinePolicies(resource)])),
  };
}

function withoutInlinePolicies(resource: Resource): Resource {
  if (resource.Type !== 'AWS::IAM::Role') return resource;
  const { Policies: _, ...Properties } = resource.Properties;
  return { ...resource, Properties };
}
