import { type Image, parseImage, withoutVersion } from '../../specs/grants/images.ts';
import { quote } from '../../specs/reading/suggestion.ts';
import type { Container, TaskDefinition } from '../task-definition/types.ts';
import type { Need, NeededRequest, Needs } from '../types.ts';
import { unverified, wanted } from './wanted.ts';

/** The grammar of image names, of which placeholders are no part: https://pkg.go.dev/github.com/distribution/reference */
const IMAGE_NAME = /^(?:[A-Za-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;

/** A host of Amazon ECR, even where it is not written as one. */
const ECR = /\.dkr[.-]ecr/i;

/** What pulling the image needs: a private repository of Amazon ECR permissions, any other registry none. */
export function imageNeeds({ name, image }: Container, definition: TaskDefinition): Needs[] {
  if (image === null) return [];
  const written = withoutVersion(image.value);
  const parsed = parseImage(image.value);
  if (!IMAGE_NAME.test(written) || (ECR.test(written) && parsed?.registry !== 'ecr')) {
    return [unverified('execution', image.path, unknownImage(name, image.value))];
  }
  if (parsed?.registry !== 'ecr') return [];
  const purpose = `pull the image ${parsed.repository}`;
  const found = wanted({ need: 'images', value: image.value, origin: image.path, use: 'execution', purpose }, definition.context);
  return [{ ...found, needs: found.needs.map((need) => (need.sid === 'EcrToken' ? tokenNeed(need, parsed, definition) : need)) }];
}

function unknownImage(container: string, image: string): string {
  const what = `The image ${quote(image)} of the container ${container} is a placeholder or no image's name`;
  return `${what}, so which repository it is pulled from is not known; audit the task definition that names the image itself`;
}

/**
 * The token is asked for in the repository's region. On Fargate that call leaves through a network interface of AWS's own, so it
 * comes from no VPC or endpoint that a policy could name.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 */
function tokenNeed(need: Need, { region }: Extract<Image, { registry: 'ecr' }>, { launchTypes }: TaskDefinition): Need {
  const outsideVpc = launchTypes?.includes('FARGATE') ? { 'aws:sourcevpc': null, 'aws:sourcevpce': null } : {};
  const known: NeededRequest['known'] = { 'aws:requestedregion': region, ...outsideVpc };
  return { ...need, requests: need.requests.map((request) => ({ ...request, known })) };
}
