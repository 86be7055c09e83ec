import { readLogConfiguration, readSecrets } from './log-configuration.ts';
import {
  leaveUnread,
  member,
  type ObjectPlace,
  readFlag,
  readList,
  readObject,
  readObjects,
  readText,
  requireText,
} from './place.ts';
import type { Container, Stated } from './types.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export function readContainer(container: ObjectPlace): Container {
  noteCredentialSpecs(container);
  return {
    // A name that cannot be seen may be any: it becomes a part of the pattern of the log streams' names.
    name: requireText(member(container, 'name'))?.value ?? '*',
    path: container.path,
    image: readText(member(container, 'image')),
    repositoryCredentials: readRepositoryCredentials(container),
    secrets: readSecrets(member(container, 'secrets')),
    logConfiguration: readLogConfiguration(member(container, 'logConfiguration')),
    environmentFiles: readEnvironmentFiles(container),
    firelensConfigFile: readFirelensConfigFile(container),
    mountPoints: readMountPoints(container),
  };
}

function readRepositoryCredentials(container: ObjectPlace): Stated | null {
  const credentials = readObject(member(container, 'repositoryCredentials'));
  return credentials && readText(member(credentials, 'credentialsParameter'));
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html */
function readEnvironmentFiles(container: ObjectPlace): Stated[] {
  const files = readObjects(member(container, 'environmentFiles'));
  return files
    .filter(isInS3)
    .map((file) => requireText(member(file, 'value')))
    .filter((file) => file !== null);
}

function isInS3(file: ObjectPlace): boolean {
  const place = member(file, 'type');
  const type = requireText(place);
  if (type !== null && type.value !== 's3') leaveUnread(place, 'Rolecall knows environment files of the type s3 only');
  return type?.value === 's3';
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/firelens-taskdef-customconfig.html */
function readFirelensConfigFile(container: ObjectPlace): Stated | null {
  const firelens = readObject(member(container, 'firelensConfiguration'));
  const options = firelens && readObject(member(firelens, 'options'));
  if (options === null || readText(member(options, 'config-file-type'))?.value !== 's3') return null;
  return requireText(member(options, 'config-file-value'));
}

function readMountPoints(container: ObjectPlace): Container['mountPoints'] {
  return readObjects(member(container, 'mountPoints')).flatMap((mount) => {
    const volume = readText(member(mount, 'sourceVolume'))?.value;
    return volume === undefined ? [] : [{ volume, readOnly: readFlag(member(mount, 'readOnly')) }];
  });
}

/**
 * Where they lie in S3 or Systems Manager, the execution role reads them, and which secret they name in turn cannot be seen.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/windows-gmsa-domainless.html
 */
function noteCredentialSpecs(container: ObjectPlace): void {
  for (const place of readList(member(container, 'credentialSpecs'))) {
    const spec = readText(place)?.value ?? '';
    if (spec.includes(':arn:')) leaveUnread(place, 'Rolecall does not work out what a credential spec needs');
  }
}
