import { quote } from '../reading/suggestion.ts';

/** Up to its brace; what is never closed reaches to the end of the text. */
const VARIABLE = /\$\{([^}]*)(\}|$)/g;

/** `service:key`, or the escape of a character that would else be a wildcard or begin a variable. */
const KNOWN_FORM = /^(?:[*?$]|[^\s:]+:\S.*)$/s;

/**
 * What is wrong with `${…}` in a policy: IAM takes any text, and what is no variable then matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function policyVariableWarning(text: string): string | undefined {
  for (const [whole, name = '', brace] of text.matchAll(VARIABLE)) {
    if (brace === '') return `${quote(whole)} is never closed; end the variable with }`;
    if (!KNOWN_FORM.test(name))
      return `${quote(whole)} is no variable; write one of IAM's, such as \${aws:username}, or \${$}{ for a plain \${`;
  }
  return undefined;
}
