import { writeFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { boundedExport } from './exported-account.ts';
import { reformatRole } from './reformat.ts';
import { TAMPERINGS, tamper } from './tamperings.ts';
test('x', () => {
    writeFileSync('/tmp/e2e/f/before.json', JSON.stringify(boundedExport()));
    const account = boundedExport();
    tamper(account);
    const touched = new Set(TAMPERINGS.map(({ role }) => role));
    for (const role of account.RoleDetailList) if (!touched.has(role.RoleName)) reformatRole(role);
    writeFileSync('/tmp/e2e/f/tampered.json', JSON.stringify(account));
});
