import { readFileSync } from 'node:fs';

/** Where the API's operation and the permission that it needs are called differently, or there is more than one. */
const PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  's3:ListObjectsV2': ['s3:ListBucket'],
  // A certain version of an object is another permission than the newest.
  's3:GetObject': ['s3:GetObject', 's3:GetObjectVersion'],
};

const IMPORT = /import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'@aws-sdk\/client-([\w-]+)'/g;

/** The IAM actions behind every command of the SDK that is imported by the sources which went into a function's bundle. */
export function actionsOfTheCode(name: string): readonly string[] {
  const { inputs } = JSON.parse(readFileSync(`dist/lambda/${name}.metafile.json`, 'utf8'));
  const sources = Object.keys(inputs).filter((file) => file.endsWith('.ts') && !file.includes('node_modules'));
  const operations = sources.flatMap((file) => operationsIn(readFileSync(file, 'utf8')));
  return [...new Set(operations.flatMap((operation) => PERMISSIONS[operation] ?? [operation]))].sort();
}

function operationsIn(source: string): readonly string[] {
  return [...source.matchAll(IMPORT)].flatMap(([, names = '', service]) =>
    names.split(',').flatMap((imported) => {
      const operation = /^(?:(\w+)Command|paginate(\w+))$/.exec(imported.trim());
      return operation ? `${service}:${operation[1] ?? operation[2]}` : [];
    }),
  );
}
