import { type Parameter, paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import type { SpecSourceReading } from '../../controller/ports.ts';
import type { Problem, SpecFile } from '../../specs/types.ts';
import { whyAwsFailed } from '../why-aws-failed.ts';
import { fileProblem, type SpecSource, unlisted } from './spec-source.ts';

const REFUSED: Readonly<Record<string, string>> = {
  SecureString: 'is a SecureString. A spec is no secret, and Rolecall holds no key to decrypt one. Make it a String.',
  StringList: 'is a StringList. A spec is one text. Make it a String.',
};

/**
 * Specs as parameters below a path, one or more documents in each.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function ssmSource(source: string, path: string, client: () => Promise<SSMClient>): SpecSource {
  const failed = (error: unknown) =>
    unlisted(source, `${source} cannot be listed: ${whyAwsFailed(error, 'ssm:GetParametersByPath')}`);
  return { read: () => read(source, path, client).catch(failed) };
}

async function read(source: string, path: string, clientOf: () => Promise<SSMClient>): Promise<SpecSourceReading> {
  const client = await clientOf();
  const files: SpecFile[] = [];
  const problems: Problem[] = [];
  for await (const page of paginateGetParametersByPath({ client }, { Path: path, Recursive: true, WithDecryption: false })) {
    for (const parameter of page.Parameters ?? []) {
      const one = specOf(parameter);
      if ('message' in one) problems.push(one);
      else files.push(one);
    }
  }
  return { source, files, problems, failure: null };
}

function specOf({ Name, Type, Value, Version }: Parameter): SpecFile | Problem {
  const file = `ssm:${Name}`;
  const refused = Type && REFUSED[Type];
  if (refused !== undefined) return fileProblem(file, `${file} ${refused}`);
  if (Value === undefined) return fileProblem(file, `${file} came without a value. Try again.`);
  return { file, content: new TextEncoder().encode(Value), version: Version === undefined ? null : String(Version) };
}
