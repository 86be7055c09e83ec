import type { SpecContext } from '../../specs/types.ts';

export const LAUNCH_TYPES = ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;
export type LaunchType = (typeof LAUNCH_TYPES)[number];

/**
 * What the audit reads of a task definition; never the values of environment variables.
 * Every `path` is a JSON pointer into the task definition, as in `/containerDefinitions/0/secrets/1/valueFrom`.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html
 */
export interface TaskDefinition {
  /** `null` before it is registered. */
  readonly arn: string | null;
  readonly family: string;
  /** `null` before it is registered. */
  readonly revision: number | null;
  /** An ARN; `null` where nothing says who registered it. */
  readonly registeredBy: string | null;
  /** Where it is registered, or will be. */
  readonly context: SpecContext;
  /** An ARN or a name. */
  readonly taskRole: string | null;
  /** An ARN or a name. */
  readonly executionRole: string | null;
  /** What it asks to be launched on; `undefined` where it does not say, so that it can be launched on instances as well. */
  readonly launchTypes: readonly LaunchType[] | undefined;
  readonly containers: readonly Container[];
  readonly volumes: readonly Volume[];
  /** Values that cannot be read, such as those that CloudTrail hides; whatever needs they state are not known. */
  readonly unread: readonly UnreadPart[];
}

export interface UnreadPart {
  readonly path: string;
  /** A sentence for people. */
  readonly reason: string;
}

/** A string of the task definition, and where it stands. */
export interface Stated {
  readonly value: string;
  readonly path: string;
}

export interface Container {
  readonly name: string;
  readonly path: string;
  readonly image: Stated | null;
  /** A secret's name or ARN. */
  readonly repositoryCredentials: Stated | null;
  /** The `valueFrom` of each. */
  readonly secrets: readonly Stated[];
  readonly logConfiguration: LogConfiguration | null;
  /** The ARN of each file of type `s3`. */
  readonly environmentFiles: readonly Stated[];
  /** FireLens: where its configuration lies, if it is an object of S3. */
  readonly firelensConfigFile: Stated | null;
  readonly mountPoints: readonly { readonly volume: string; readonly readOnly: boolean }[];
}

export interface LogConfiguration {
  readonly path: string;
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
  /** The `valueFrom` of each. */
  readonly secretOptions: readonly Stated[];
}

export interface Volume {
  readonly name: string;
  readonly path: string;
  readonly efs: EfsVolume | null;
  /** FSx for Windows File Server: the secret or parameter with the credentials. */
  readonly fsxCredentials: Stated | null;
}

export interface EfsVolume {
  readonly path: string;
  readonly fileSystemId: string;
  readonly accessPointId: string | null;
  /** Whether the task role decides on mounting (`authorizationConfig.iam: ENABLED`). */
  readonly iam: boolean;
}
