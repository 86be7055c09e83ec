export const MAPPING = 'AWS::Lambda::EventSourceMapping';

/** A packaged CloudFormation template, as far as the harness reads it. */
export interface Template {
  readonly Parameters: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties differ by type, and what is not there fails the test that reads it
  readonly Properties?: any;
}

/** The defaults of the parameters that are lists: the server would take each for one text. */
export function listDefaults({ Parameters }: Template): Readonly<Record<string, string>> {
  const lists = Object.entries(Parameters).filter(
    ([, { Type, Default }]) => Type === 'CommaDelimitedList' && Default !== undefined,
  );
  return Object.fromEntries(lists.map(([name, { Default }]) => [name, String(Default)]));
}

/** What a schedule sends to a queue or a function, which is known by its logical name. */
export function scheduleInput({ Resources }: Template, logical: string): string {
  for (const { Properties = {} } of Object.values(Resources)) {
    if (Properties.ScheduleExpression === undefined) continue;
    const [target = Properties.Target] = Properties.Targets ?? [];
    if (typeof target?.Input === 'string' && target.Arn['Fn::GetAtt'][0] === logical) return target.Input;
  }
  throw new Error(`the template holds no schedule with an input for ${logical}`);
}

/** The logical name of the function whose packaged handler ends so. */
export function functionNamed(name: string, { Resources }: Template): string {
  const found = Object.entries(Resources).find(
    ([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && String(Properties.Handler).includes(name),
  );
  if (found === undefined) throw new Error(`the template holds no function ${name}`);
  return found[0];
}

/** The logical name of the queue that wakes a function, and how much it brings at once; `undefined` where none does. */
export function queueOf(logical: string, { Resources }: Template) {
  const found = Object.values(Resources).find(
    ({ Type, Properties }) => Type === MAPPING && Properties.FunctionName['Fn::GetAtt'][0] === logical,
  );
  if (found === undefined) return undefined;
  const { EventSourceArn, BatchSize } = found.Properties;
  return { queue: EventSourceArn['Fn::GetAtt'][0] as string, batchSize: BatchSize as number };
}
