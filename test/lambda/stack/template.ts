export const MAPPING = 'AWS::Lambda::EventSourceMapping';

/** A packaged CloudFormation template, as far as the harness reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ by type, and what is not there fails the test that reads it
  readonly Properties?: any;
}

/** What the schedule sends to a queue, which is known by its logical name. */
export function scheduleInput({ Resources }: Template, queue: string): string {
  for (const { Properties = {} } of Object.values(Resources)) {
    if (Properties.ScheduleExpression === undefined) continue;
    const [target = Properties.Target] = Properties.Targets ?? [];
    if (typeof target?.Input === 'string' && target.Arn['Fn::GetAtt'][0] === queue) return target.Input;
  }
  throw new Error(`the template holds no schedule with an input for ${queue}`);
}

/** The logical name of the function whose packaged handler ends so. */
export function functionNamed(name: string, { Resources }: Template): string {
  const found = Object.entries(Resources).find(
    ([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && String(Properties.Handler).includes(name),
  );
  if (found === undefined) throw new Error(`the template holds no function ${name}`);
  return found[0];
}
