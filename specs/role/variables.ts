import type { Report } from '../reading/report.ts';
import { quote, suggestion } from '../reading/suggestion.ts';
import type { Path } from '../reading/yaml/node.ts';
import type { SpecContext } from '../types.ts';

/**
 * Our variables, and what was meant for one: a double colon, which IAM's own (`${aws:username}`) never have, or one of our names.
 * What is never closed reaches to the end of the text.
 */
const VARIABLE =
  /\$\{(\s*(?:[a-z]+\s*)?::[^}]*|\s*(?:aws[^a-z0-9}]*)?(?:account[\s_-]?id|partition|region)(?![a-z0-9])[^}]*)(?:\}|$)/gi;

const VARIABLES: Readonly<Record<string, (context: SpecContext) => string | undefined>> = {
  'AWS::AccountId': ({ accountId }) => accountId,
  'AWS::Partition': ({ partition }) => partition,
  'AWS::Region': ({ region }) => region,
};

/** What stands in for the account where none is known, so that the rest of a spec can be checked. */
export const PLACEHOLDER_CONTEXT: SpecContext = { accountId: '000000000000', partition: 'aws', region: 'us-east-1' };

/** Fills `${AWS::…}` into every text of a value; in keys they are an error. */
export function fillVariables(value: unknown, context: SpecContext, report: Report, path: Path = []): unknown {
  if (typeof value === 'string') return fillText(value, context, (message) => report(path, message));
  if (Array.isArray(value)) return value.map((item, index) => fillVariables(item, context, report, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    if (holdsVariable(key))
      report([...path, key], `${quote(key)}: variables are filled in in values, not in keys`, { at: 'key' });
    return [key, fillVariables(item, context, report, [...path, key])];
  });
  return Object.fromEntries(entries);
}

/** Whether a spec takes a part of a text for a variable, rightly written or not. */
export function holdsVariable(text: string): boolean {
  return text.search(VARIABLE) !== -1;
}

function fillText(text: string, context: SpecContext, complain: (message: string) => void): string {
  return text.replaceAll(VARIABLE, (whole, name: string) => {
    const variable = whole.endsWith('}') ? VARIABLES[name] : undefined;
    const filled = variable?.(context);
    if (filled !== undefined) return filled;
    complain(
      variable === undefined
        ? unknownVariable(whole, name)
        : `${whole} is not known here; give --region, set AWS_REGION, or write the region`,
    );
    return whole;
  });
}

function unknownVariable(whole: string, name: string): string {
  const known = Object.keys(VARIABLES);
  const meant = suggestion(name, known) ?? known.find((each) => letters(name).includes(letters(each.replace('AWS', ''))));
  const instead =
    meant === undefined ? `the variables are ${known.map((each) => `\${${each}}`).join(', ')}` : `did you mean \${${meant}}?`;
  return `there is no variable ${quote(whole)}; ${instead}`;
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '');
}
