import type { Finding } from '../../audit/types.ts';

/** The findings whose remedy another one before them has, so that it need not be told again. */
export function toldRemedies(findings: readonly Finding[]): ReadonlySet<Finding> {
  const remedies = findings.map(({ remedy }) => JSON.stringify(remedy));
  return new Set(findings.filter(({ waived }, index) => waived === null && remedies.indexOf(remedies[index] ?? '') < index));
}
