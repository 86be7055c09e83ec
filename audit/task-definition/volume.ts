import { leaveUnread, member, type ObjectPlace, type Place, readObject, readText, requireText } from './place.ts';
import type { EfsVolume, Stated, Volume } from './types.ts';
import { UnfitValue } from './unfit-value.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html */
export function readVolume(volume: ObjectPlace): Volume {
  const s3Files = member(volume, 's3filesVolumeConfiguration');
  if (readObject(s3Files) !== null) leaveUnread(s3Files, 'Rolecall does not work out what a volume of S3 Files needs');
  return {
    name: readText(member(volume, 'name'))?.value ?? '',
    path: volume.path,
    efs: readEfs(member(volume, 'efsVolumeConfiguration')),
    fsxCredentials: readFsxCredentials(member(volume, 'fsxWindowsFileServerVolumeConfiguration')),
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html */
function readEfs(place: Place): EfsVolume | null {
  const configuration = readObject(place);
  const fileSystem = configuration && requireText(member(configuration, 'fileSystemId'));
  if (configuration === null || fileSystem === null) return null;
  const authorization = readObject(member(configuration, 'authorizationConfig'));
  return {
    path: place.path,
    fileSystemId: fileSystem.value,
    accessPointId: (authorization && readText(member(authorization, 'accessPointId')))?.value ?? null,
    iam: authorization !== null && isEnabled(member(authorization, 'iam')),
  };
}

function isEnabled(place: Place): boolean {
  const text = readText(place)?.value ?? 'DISABLED';
  if (text === 'ENABLED' || text === 'DISABLED') return text === 'ENABLED';
  throw new UnfitValue(`${place.reading.root}${place.path} is neither ENABLED nor DISABLED`);
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FSxWindowsFileServerAuthorizationConfig.html */
function readFsxCredentials(place: Place): Stated | null {
  const configuration = readObject(place);
  const authorization = configuration && readObject(member(configuration, 'authorizationConfig'));
  return authorization && requireText(member(authorization, 'credentialsParameter'));
}
