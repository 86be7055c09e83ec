import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** From the project's folder, where everything here starts. */
const inPackage = (path: string) => resolve('test/lambda/node_modules', path);

/** The Node that Lambda runs, and Lambda's own client of its runtime interface. */
export const NODE = inPackage('node/bin/node');
export const INTERFACE_CLIENT = inPackage('aws-lambda-ric/index.mjs');
const NATIVE_PART = inPackage('aws-lambda-ric/rapid-client.node');

/** @returns what to do where they are missing; `undefined` where they are there. */
export function missingRuntime(): string | undefined {
  if ([NODE, INTERFACE_CLIENT, NATIVE_PART].every((file) => existsSync(file))) return undefined;
  return 'Lambda\'s runtime is not installed. Run "npm test", which installs it once, or "npm ci" in test/lambda.';
}
