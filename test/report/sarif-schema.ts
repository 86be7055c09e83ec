import * as z from 'zod';

const VISIBLE = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u;
const said = z.string().regex(VISIBLE);
/** In plain text a bracket that is not escaped begins an embedded link. */
const message = z.strictObject({ text: said.regex(/^(?:\\.|[^\\[\]])*$/), markdown: said });
const level = z.enum(['error', 'warning', 'note']);
const short = z.strictObject({ text: z.string().min(1).max(1024) });
const score = z.string().regex(/^(?:[1-9]|10)\.\d$/);

const rule = z.strictObject({
  id: z.string().min(1).max(255),
  name: z.string().min(1).max(255),
  shortDescription: short,
  fullDescription: short,
  help: z.strictObject({ text: z.string().min(1), markdown: z.string().min(1) }),
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ level }),
  properties: z.strictObject({
    tags: z.array(z.string()).max(10),
    precision: z.enum(['very-high', 'high', 'medium', 'low']),
    'security-severity': score.optional(),
  }),
});

const region = z
  .strictObject({
    startLine: z.int().positive(),
    startColumn: z.int().positive(),
    endLine: z.int().positive(),
    endColumn: z.int().positive(),
  })
  .refine(({ startLine, endLine, startColumn, endColumn }) => startLine === endLine && startColumn < endColumn);

const location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w\-.!~*'()%/:]+$/) }),
    region,
  }),
  logicalLocations: z.array(z.strictObject({ name: said, fullyQualifiedName: said, kind: z.literal('object') })),
});

const result = z.strictObject({
  ruleId: z.string().min(1),
  ruleIndex: z.int().nonnegative().optional(),
  level,
  message,
  locations: z.array(location).length(1),
  partialFingerprints: z.record(z.string(), z.string().min(1)),
  suppressions: z.array(z.strictObject({ kind: z.literal('external'), status: z.literal('accepted'), justification: said })),
  properties: z.record(z.string(), z.string()),
});

const invocation = z.strictObject({
  executionSuccessful: z.boolean(),
  startTimeUtc: z.iso.datetime(),
  endTimeUtc: z.iso.datetime(),
  toolExecutionNotifications: z.array(z.strictObject({ level, message })),
});

/**
 * What GitHub's code scanning demands of SARIF 2.1.0, and what the standard demands of the rest that is written.
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export const sarifSchema = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({ name: z.string().min(1), semanticVersion: z.string().optional(), rules: z.array(rule) }),
        }),
        automationDetails: z.strictObject({ id: z.string().min(1) }),
        columnKind: z.literal('utf16CodeUnits'),
        invocations: z.array(invocation).length(1),
        results: z.array(result).max(25_000),
      }),
    )
    .min(1)
    .max(20),
});

export type Sarif = z.infer<typeof sarifSchema>;
