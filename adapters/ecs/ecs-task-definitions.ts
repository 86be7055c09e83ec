import type { ECSClient, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Description, TaskDefinitionReader } from '../../controller/audit/ports.ts';
import { activeFamilies } from './active-families.ts';
import { describeTaskDefinition } from './describe-task-definition.ts';
import { taskDefinitionsOfServices } from './task-definitions-of-services.ts';
import { whyNotDescribed } from './why-not-described.ts';

/**
 * Task definitions as ECS has them now. What is newest in a family is found by describing it; that description is kept, so that
 * no revision of a list is described twice. Make one for each audit.
 */
export class EcsTaskDefinitions implements TaskDefinitionReader {
  readonly #clientOf: (region: string) => Promise<ECSClient>;
  readonly #whyNot: typeof whyNotDescribed;
  /** By ARN. */
  readonly #newest = new Map<string, TaskDefinition>();

  /**
   * @param clientOf a region's client; asked for when it is first needed, and each time after
   * @param whyNot says why a task definition was not described, or throws what `describe` rejects with
   */
  constructor(clientOf: (region: string) => Promise<ECSClient>, whyNot = whyNotDescribed) {
    this.#clientOf = clientOf;
    this.#whyNot = whyNot;
  }

  async describe(reference: string, region: string): Promise<Description> {
    const known = this.#newest.get(reference);
    if (known !== undefined) return { described: true, value: { taskDefinition: known } };
    try {
      const taskDefinition = await describeTaskDefinition(await this.#clientOf(region), reference);
      return { described: true, value: { taskDefinition } };
    } catch (error) {
      return { described: false, reason: this.#whyNot(error, region) };
    }
  }

  async listCurrent(region: string): Promise<readonly string[]> {
    const client = await this.#clientOf(region);
    const families = await activeFamilies(client);
    const running = await taskDefinitionsOfServices(client);
    const newest = await Promise.all(families.map((family) => this.#newestOf(client, family)));
    return [...new Set([...newest, ...running])];
  }

  /** Its ARN; for a family that cannot be described its name, so that whoever asks for it is told why. */
  async #newestOf(client: ECSClient, family: string): Promise<string> {
    const described = await describeTaskDefinition(client, family).catch(() => undefined);
    const arn = described?.taskDefinitionArn;
    if (arn === undefined || described === undefined) return family;
    this.#newest.set(arn, described);
    return arn;
  }
}
