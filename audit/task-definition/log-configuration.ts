import { member, type ObjectPlace, type Place, readObject, readObjects, readText, requireText } from './place.ts';
import type { LogConfiguration, Stated } from './types.ts';

/**
 * The options of `awslogs` only: other drivers' need no role of the task, and may be tokens.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export function readLogConfiguration(place: Place): LogConfiguration | null {
  const configuration = readObject(place);
  if (configuration === null) return null;
  const driver = requireText(member(configuration, 'logDriver'))?.value ?? '';
  return {
    path: place.path,
    driver,
    options: driver === 'awslogs' ? readOptions(member(configuration, 'options')) : {},
    secretOptions: readSecrets(member(configuration, 'secretOptions')),
  };
}

/** The `valueFrom` of each. */
export function readSecrets(place: Place): Stated[] {
  return readObjects(place)
    .map((secret) => requireText(member(secret, 'valueFrom')))
    .filter((secret) => secret !== null);
}

function readOptions(place: Place): Record<string, string> {
  const options = readObject(place);
  return options === null ? {} : Object.fromEntries(Object.keys(options.value).flatMap((key) => readOption(options, key)));
}

function readOption(options: ObjectPlace, key: string): [key: string, value: string][] {
  const option = readText(member(options, key));
  return option === null ? [] : [[key, option.value]];
}
