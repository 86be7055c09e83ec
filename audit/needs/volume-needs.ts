import { quote } from '../../specs/reading/suggestion.ts';
import type { EfsVolume, TaskDefinition, Volume } from '../task-definition/types.ts';
import type { NeededRequest, Needs } from '../types.ts';
import { secretNeeds } from './secret-needs.ts';
import { unverified, wanted } from './wanted.ts';

/** What mounting the volume needs. */
export function volumeNeeds({ name, efs, fsxCredentials }: Volume, definition: TaskDefinition): Needs[] {
  return [
    ...(efs?.iam ? [fileSystemNeeds(efs, isWritten(name, definition), definition)] : []),
    ...(fsxCredentials === null ? [] : [secretNeeds(fsxCredentials, `credentials of the volume ${name}`, undefined, definition)]),
  ];
}

function isWritten(volume: string, { containers }: TaskDefinition): boolean {
  return containers.some(({ mountPoints }) => mountPoints.some((mount) => mount.volume === volume && !mount.readOnly));
}

/** https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html */
function fileSystemNeeds(efs: EfsVolume, written: boolean, { context }: TaskDefinition): Needs {
  const { path, fileSystemId: id, accessPointId } = efs;
  const origin = `${path}/fileSystemId`;
  if (!/^fs-[0-9a-f]+$/.test(id)) {
    return unverified(
      'task',
      origin,
      `The file system ${quote(id)} is a placeholder; audit the task definition that names the file system itself`,
    );
  }
  const need = written ? 'writtenFileSystems' : 'readFileSystems';
  const purpose = written ? `mount the file system ${id} and write to it` : `mount the file system ${id}`;
  const found = wanted({ need, value: id, origin, use: 'task', purpose }, context);
  const known = mountKeys(accessPointId, found.needs[0]?.resource ?? '');
  return {
    ...found,
    needs: found.needs.map((each) => ({ ...each, requests: each.requests.map((request) => ({ ...request, known })) })),
  };
}

/**
 * ECS mounts by way of a mount target. An access point that is a placeholder may be any.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function mountKeys(accessPoint: string | null, fileSystem: string): NonNullable<NeededRequest['known']> {
  const mounted = { 'elasticfilesystem:accessedviamounttarget': 'true' };
  if (accessPoint === null) return { 'elasticfilesystem:accesspointarn': null, ...mounted };
  if (!/^fsap-[0-9a-f]+$/.test(accessPoint)) return mounted;
  const arn = fileSystem.replace(/file-system\/.*$/, `access-point/${accessPoint}`);
  return { 'elasticfilesystem:accesspointarn': arn, ...mounted };
}
