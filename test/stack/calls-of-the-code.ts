import { readdirSync, readFileSync } from 'node:fs';

/** Where the API's operation and the permission that it needs are called differently. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  's3:ListObjectsV2': ['s3:ListBucket'],
  'eventbridge:PutEvents': ['events:PutEvents'],
};

const IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'@aws-sdk\/client-([\w-]+)'/g;

/** The IAM actions behind every command of the SDK that is imported by the sources which went into a function's bundle. */
export function actionsOfTheCode(name: string): readonly string[] {
  const { inputs } = JSON.parse(readFileSync(`dist/lambda/${name}.metafile.json`, 'utf8'));
  const sources = Object.keys(inputs).filter((file) => file.endsWith('.ts') && !file.includes('node_modules'));
  const operations = sources.flatMap((file) => operationsIn(readFileSync(file, 'utf8')));
  return [...new Set(operations.flatMap((operation) => PERMISSIONS[operation] ?? [operation]))].sort();
}

/**
 * The reads of IAM that are left in a function's bundle: our client knows every call, but only what some code asks for
 * by its name stays in it, as in `call("GetRole"` or `allPages(iam, "ListRoles"`.
 */
export function iamReadsOf(name: string): readonly string[] {
  const files = readdirSync(`dist/lambda/${name}`).filter((file) => file.endsWith('.mjs'));
  const code = files.map((file) => readFileSync(`dist/lambda/${name}/${file}`, 'utf8')).join('\n');
  const asked = code.matchAll(/(?:\.call\(|\([\w$]+,)"((?:Get|List)\w+)"/g);
  return [...new Set([...asked].map(([, call]) => `iam:${call}`))].sort();
}

/** Where a version is spoken of, it is one of specs: a certain version of an object is another permission than the newest. */
function operationsIn(source: string): readonly string[] {
  const operations = importedOperations(source);
  return operations.includes('s3:GetObject') && source.includes('VersionId')
    ? [...operations, 's3:GetObjectVersion']
    : operations;
}

function importedOperations(source: string): readonly string[] {
  return [...source.matchAll(IMPORT)].flatMap(([, names = '', service]) =>
    names.split(',').flatMap((imported) => {
      const operation = /^(?:(\w+)Command|paginate(\w+))$/.exec(imported.trim());
      return operation ? `${service}:${operation[1] ?? operation[2]}` : [];
    }),
  );
}
