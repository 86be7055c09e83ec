/** As CloudFormation writes it. */
export interface InputTransformer {
  readonly InputPathsMap: Readonly<Record<string, string>>;
  readonly InputTemplate: string;
}

/** What stands where the event lacks a path: nothing at all, `null`, or an empty string. */
export const MISSING = { hole: '', null: 'null', empty: '""' } as const;

/**
 * Makes a message of an event as EventBridge does for a JSON template whose placeholders stand outside quotes.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function transform(transformer: InputTransformer, event: unknown, missing: keyof typeof MISSING): string {
  return transformer.InputTemplate.replace(/<([\w-]+)>/g, (_, name: string) => {
    const path = transformer.InputPathsMap[name];
    if (path === undefined) throw new Error(`the template names <${name}>, which has no path`);
    return JSON.stringify(valueAt(event, path)) ?? MISSING[missing];
  });
}

/** Dot notation only, as for input paths: `$.detail.eventName`. */
function valueAt(event: unknown, path: string): unknown {
  return path
    .replace(/^\$\.?/, '')
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], event);
}
