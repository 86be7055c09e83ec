import { shellQuoted } from '../../report/escaping/shell.ts';
import type { AccountOptions, SpecOptions } from './options.ts';

/** What the next command must repeat of this one, quoted for the shell; `out` is where its result goes, if it has one. */
export function repeatedArguments(specs: readonly string[], options: AccountOptions & SpecOptions, out?: string): string {
  const { profile, region, accountFile, accountId, config, label, role } = options;
  const named = { profile, region, 'account-id': accountId, config };
  const single = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  const repeated = [
    ...accountFile.flatMap((file) => ['--account-file', file]),
    ...label.flatMap(({ key, value }) => ['--label', `${key}=${value}`]),
    ...role.flatMap((name) => ['--role', name]),
    ...(out === undefined ? [] : ['--out', out]),
  ];
  return [...specs, ...single, ...repeated].map(shellQuoted).join(' ');
}
