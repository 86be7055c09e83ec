import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

/** What cfn-lint has against a template, one finding a line. */
function findings(template: string): readonly string[] {
  const script = 'from cfnlint.runner import main; main()';
  const args = ['-c', script, '--format', 'parseable', '--template', template];
  const { stdout, stderr } = spawnSync(process.env.ROLECALL_PYTHON ?? 'python3', args, { encoding: 'utf8' });
  if (stderr !== '') throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

/** W3005: osls writes a dependency beside a reference. W3037: cfn-lint does not know AcquireRole yet. */
const KNOWN = /:(?:W3005:.*'(?:Reconcile|Audit|Notify|Report)Role'|W3037:'acquirerole')/;

test.each(['dist/stackset/template.json', 'stack/forwarder.yml'])('cfn-lint has nothing against %s', (template) =>
  expect(findings(template).filter((finding) => !KNOWN.test(finding))).toEqual([]),
);
