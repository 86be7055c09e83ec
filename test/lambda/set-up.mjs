// Before the scenarios: the package, and a server of their own, whose accounts are quick to read.
import { mkdirSync } from 'node:fs';
import { startMoto } from '../../scripts/moto.mjs';
import packageStack from '../stack/set-up.mjs';

export default async function setUp() {
  packageStack();
  mkdirSync('reports', { recursive: true });
  const { endpoint, stop } = await startMoto({ managedPolicies: false, logFile: 'reports/moto-lambda.log' });
  process.env.ROLECALL_LAMBDA_MOTO_ENDPOINT = endpoint;
  globalThis.stopMotoOfLambda = stop;
}
