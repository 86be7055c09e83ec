import type { World } from './world.ts';

const EVERYTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

/** Somebody makes a role, by hand. */
export async function createRole(world: World, RoleName: string, Service = 'ecs-tasks.amazonaws.com'): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  await world.iam.call('CreateRole', {
    RoleName,
    Path: '/',
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }),
    MaxSessionDuration: 3600,
    Tags: [],
  });
}

/** Somebody lets a role do everything; no event says so. */
export async function backdoor(world: World, RoleName: string): Promise<void> {
  await world.iam.call('PutRolePolicy', { RoleName, PolicyName: 'Backdoor', PolicyDocument: EVERYTHING });
}

/** The same, and the event says who did it. */
export async function tamper(world: World, RoleName: string): Promise<void> {
  await backdoor(world, RoleName);
  await world.tell('PutRolePolicy', { roleName: RoleName, policyName: 'Backdoor' });
}

/** A role that may do everything, and that no spec declares. */
export async function createAdmin(world: World, RoleName: string): Promise<void> {
  await createRole(world, RoleName);
  await world.iam.call('PutRolePolicy', { RoleName, PolicyName: 'Everything', PolicyDocument: EVERYTHING });
}
