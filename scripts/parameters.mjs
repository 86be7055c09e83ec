// Which parameters the stack knows: osls takes any `--param`, so a slip of the keys would quietly leave a default in place.
import { readFileSync } from 'node:fs';
import leven from 'leven';
import { parseDocument } from 'yaml';
import { Stop } from './stop.mjs';

const LIKELY_SLIP = 3;

/** osls refuses an empty value, but takes the space off one that is nothing else. */
const EMPTY = /^(?:--param=)?\w+=$/;

/**
 * @returns the arguments as osls takes them
 * @throws {Stop} for a `--param` that serverless.yml does not know.
 */
export function checkedParameters(args) {
  const known = Object.keys(parseDocument(readFileSync('serverless.yml', 'utf8'), { logLevel: 'silent' }).toJS().params.default);
  for (const name of namesIn(args)) {
    if (known.includes(name)) continue;
    const near = known.toSorted((one, other) => leven(one, name) - leven(other, name))[0];
    const hint = leven(near, name) <= LIKELY_SLIP ? `Did you mean ${near}?` : `The parameters are ${known.join(', ')}.`;
    throw new Stop(`There is no parameter ${JSON.stringify(name)}, so nothing was done. ${hint}`);
  }
  return args.map((arg) => (EMPTY.test(arg) ? `${arg} ` : arg));
}

function namesIn(args) {
  const values = args.flatMap((arg, index) => {
    if (arg.startsWith('--param=')) return [arg.slice('--param='.length)];
    return arg === '--param' ? [args[index + 1] ?? ''] : [];
  });
  return values.map((value) => value.split('=')[0]);
}
