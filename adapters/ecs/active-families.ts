import { type ECSClient, paginateListTaskDefinitionFamilies } from '@aws-sdk/client-ecs';

/**
 * The families of a region that have an active revision; a family's bare name stands for the newest of them.
 * @throws if a page cannot be read.
 */
export async function activeFamilies(client: ECSClient): Promise<readonly string[]> {
  const families: string[] = [];
  for await (const page of paginateListTaskDefinitionFamilies({ client }, { status: 'ACTIVE' }))
    families.push(...(page.families ?? []));
  return families;
}
