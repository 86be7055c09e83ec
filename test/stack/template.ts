import { readFileSync } from 'node:fs';
import { type Place, Resolver } from './resolver.ts';

// biome-ignore lint/suspicious/noExplicitAny: properties differ by type, and what is not there fails the test that reads it
type Properties = any;

export interface Resource {
  readonly Type: string;
  readonly Properties: Properties;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Parameters: Readonly<
    Record<
      string,
      { readonly Type: string; readonly Default?: unknown; readonly Description?: string; readonly AllowedPattern?: string }
    >
  >;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
  readonly Rules?: unknown;
}

/** What `npm run package` made. */
export const packaged: Template = JSON.parse(readFileSync('dist/stackset/template.json', 'utf8'));

/** The resources that exist with these parameters, as CloudFormation would fill them in. */
export function resolved(
  parameters: Readonly<Record<string, string>> = {},
  template = packaged,
  place?: Place,
): Readonly<Record<string, Resource>> {
  const resolver = new Resolver(template, parameters, place);
  const existing = Object.entries(template.Resources).filter(([, { Condition }]) => !Condition || resolver.holds(Condition));
  return Object.fromEntries(existing.map(([id, resource]) => [id, resolver.value(resource) as Resource]));
}

/** All resources of a type. */
export function ofType(type: string, resources: Readonly<Record<string, Resource>>): readonly (readonly [string, Resource])[] {
  return Object.entries(resources).filter(([, { Type }]) => Type === type);
}

/** The properties of a resource that must exist. */
export function propertiesOf(id: string, resources: Readonly<Record<string, Resource>>): Properties {
  const resource = resources[id];
  if (resource === undefined) throw new Error(`the stack holds no ${id}`);
  return resource.Properties;
}
