import type { Finding } from '../../../audit/types.ts';
import type { Drift } from '../../../reconciler/types.ts';
import type { Overview } from '../../../report/overview/overview.ts';
import { fullAudit, type GivenDefinition } from '../../report/full-audit.ts';
import { fullReport } from '../../report/full-report.ts';
import { monthOf, overviewOf } from './overview-of.ts';

type GivenDrift = Partial<Drift> & Pick<Drift, 'unit' | 'kind' | 'access' | 'severity'>;

function document(service: string, actions: readonly string[]): string {
  const resources = Array.from(
    { length: 12 },
    (_, table) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${service}-table-${table}`,
  );
  return JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: resources } });
}

const READ = ['dynamodb:GetItem', 'dynamodb:Query'];

function driftsOf(service: string, index: number): readonly GivenDrift[] {
  const tables: GivenDrift = {
    ...{ unit: 'inlinePolicies[Tables]', kind: 'different', access: 'wider', severity: 'high' },
    desired: document(service, READ),
    observed: document(service, [...READ, 'dynamodb:DeleteItem']),
    detail: ['also allows dynamodb:DeleteItem'],
    by: { who: 'jane', via: null, at: '2026-11-22T23:14:05Z', eventId: `event-${index}` },
  };
  const tag: GivenDrift = { unit: 'tags[team]', kind: 'missing', access: 'same', severity: 'low', desired: service };
  return index % 3 === 0 ? [tables, tag] : [tables];
}

/** Every seventh role has drifted, every fiftieth cannot be read. */
function roleOf(index: number) {
  const name = `service-${index}-task`;
  const source = { file: `roles/${Math.floor(index / 50)}.yaml`, line: 1 + (index % 50) * 12, version: null };
  const common = { name, kind: 'TaskRole' as const, owned: true, source };
  if (index % 50 === 1)
    return { ...common, status: 'Unknown' as const, reasons: [{ code: 'Unreadable' as const, message: 'IAM did not answer.' }] };
  if (index % 7 !== 0) return { ...common, status: 'InSync' as const };
  const input = { RoleName: name, PolicyName: 'Tables', PolicyDocument: document(name, READ) };
  return {
    ...common,
    status: 'Drifted' as const,
    drift: driftsOf(name, index),
    actions: [{ call: 'PutRolePolicy' as const, input }],
  };
}

function definitionOf(index: number): GivenDefinition {
  const finding: Pick<Finding, 'rule' | 'severity' | 'message' | 'role'> = {
    ...{ rule: 'TaskPermissionMissing', severity: 'high', role: `service-${index}-task` },
    message: `The role service-${index}-task cannot write the log group /ecs/service-${index}`,
  };
  const remedy = { text: 'Allow it', command: `aws iam put-role-policy --role-name service-${index}-task --policy-name Logs` };
  return {
    family: `service-${index}`,
    taskRole: `arn:aws:iam::111122223333:role/service-${index}-task`,
    executionRole: `arn:aws:iam::111122223333:role/execution-${index % 10}`,
    findings: index % 12 === 0 ? [{ ...finding, remedy }] : [],
  };
}

/** An account of so many roles, half of them used by a task definition each. */
export function fleetOverview(count: number): Overview {
  const report = fullReport({ roles: Array.from({ length: count }, (_, index) => roleOf(index)) });
  const audit = fullAudit({ taskDefinitions: Array.from({ length: count / 2 }, (_, index) => definitionOf(index)) });
  return overviewOf(report, audit, { trend: monthOf(report), coverage: { declared: count / 2, inUse: count / 2 + 10 } });
}
