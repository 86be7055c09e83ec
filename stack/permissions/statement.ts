/** A text with CloudFormation's `${…}` in it. */
export interface Substituted {
  readonly 'Fn::Sub': string;
}

export type TemplateText = string | Substituted;

/** Operator, key, values. */
export type StatementCondition = Readonly<Record<string, Readonly<Record<string, TemplateText | readonly TemplateText[]>>>>;

/** A policy statement as it stands in a template. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly TemplateText[];
  readonly Condition?: StatementCondition;
}

/**
 * A text of the guards as CloudFormation takes it: `${AWS::…}` is filled in by it, any other `${` stays as it is written.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html
 */
export function templateText(text: string): TemplateText {
  if (!text.includes('${')) return text;
  return { 'Fn::Sub': text.replaceAll(/\$\{(?!AWS::)/g, '${!') };
}
