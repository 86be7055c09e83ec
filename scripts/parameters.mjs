// Which parameters the stack knows: osls takes any `--param`, so a slip of the keys would quietly leave a default in place.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import leven from 'leven';
import { parseDocument } from 'yaml';
import { Stop } from './stop.mjs';

const LIKELY_SLIP = 3;

/** osls refuses an empty value, but takes the space off one that is nothing else. */
const EMPTY = /^(?:--param=)?\w+=$/;

/**
 * The arguments, with the parameters that a file holds in front of them: a name given as an argument too is taken from there.
 * @returns the arguments as osls takes them
 * @throws {Stop} for a parameter that serverless.yml does not know, and for a file that is none.
 */
export function checkedParameters(args) {
  const known = Object.keys(parseDocument(readFileSync('serverless.yml', 'utf8'), { logLevel: 'silent' }).toJS().params.default);
  const kept = keptParameters().filter(([name]) => !namesIn(args).includes(name));
  const all = [...kept.flatMap(([name, value]) => ['--param', `${name}=${value}`]), ...args];
  for (const name of namesIn(all)) {
    if (known.includes(name)) continue;
    const near = known.toSorted((one, other) => leven(one, name) - leven(other, name))[0];
    const hint = leven(near, name) <= LIKELY_SLIP ? `Did you mean ${near}?` : `The parameters are ${known.join(', ')}.`;
    throw new Stop(`There is no parameter ${JSON.stringify(name)}, so nothing was done. ${hint}`);
  }
  return all.map((arg) => (EMPTY.test(arg) ? `${arg} ` : arg));
}

/** What every deployment is to be given, so that none puts a parameter back to its default by leaving it out: a file beside the guards. */
function keptParameters() {
  const named = process.env.ROLECALL_PARAMETERS;
  const file = named ?? join(dirname(process.env.ROLECALL_CONFIG ?? 'stack/rolecall.yml'), 'parameters.yml');
  if (!existsSync(file)) {
    if (named === undefined) return [];
    throw new Stop(`There is no ${file}, so nothing was done: ROLECALL_PARAMETERS names it.`);
  }
  const document = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' });
  const values = document.errors.length === 0 ? document.toJS() : undefined;
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new Stop(`${file} must hold one parameter a line, as in "email: ops@example.com", so nothing was done.`);
  const wrong = Object.entries(values).find(([, value]) => !['string', 'number', 'boolean'].includes(typeof value));
  if (wrong) throw new Stop(`${wrong[0]} in ${file} must be a text, so nothing was done. ${adviceFor(wrong)}`);
  console.log(`Parameters: ${Object.keys(values).join(', ')} of ${file}.`);
  return Object.entries(values);
}

/** In YAML a `#` behind a space begins a comment, which is what becomes of a channel's name without quotes. */
function adviceFor([name, value]) {
  if (value !== null) return 'Nothing at all is written "".';
  return `It has no value: what begins with # is a comment unless it stands in quotes, as in ${name}: "#iam-drift". Nothing at all is written "".`;
}

function namesIn(args) {
  const values = args.flatMap((arg, index) => {
    if (arg.startsWith('--param=')) return [arg.slice('--param='.length)];
    return arg === '--param' ? [args[index + 1] ?? ''] : [];
  });
  return values.map((value) => value.split('=')[0]);
}
