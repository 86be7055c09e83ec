import { holds } from '../../iam/evaluation/condition.ts';
import { matchesAction } from '../../iam/evaluation/statement.ts';
import type { Context, Decision } from '../../iam/evaluation/types.ts';
import { clauseWords, enumeration } from '../../iam/evaluation/wording.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';
import { ECS_TASKS } from '../../specs/aws/service-principals.ts';
import { contextOfTasks, type TasksOf } from './tasks-trust.ts';
import { trustingStatements } from './trusting.ts';

/** Principals that are often taken for that of tasks, and what they stand for. */
const MISTAKEN: Readonly<Record<string, string>> = {
  'ec2.amazonaws.com': 'Amazon EC2 instances',
  'ecs.amazonaws.com': 'Amazon ECS itself and its infrastructure',
  'lambda.amazonaws.com': 'AWS Lambda functions',
};

/** Why the trust policy, which was found to shut tasks out, does so: words to stand after a colon. */
export function whyTasksAreShutOut(trust: Policy, { reason, statement }: Decision, tasks: TasksOf): string {
  if (reason === 'explicitDeny') return `${statementWords(statement?.sid ?? '')} of its trust policy denies it`;
  const naming = trust.statements.filter(namesTasks);
  if (naming.length === 0) return whoIsTrusted(trust);
  const allowing = naming.filter(({ action }) => matchesAction(action, 'sts:AssumeRole'));
  if (allowing.length === 0) return `its trust policy names ${ECS_TASKS}, but does not allow it sts:AssumeRole`;
  return `its trust policy requires ${clausesThat(false, allowing, trust, contextOfTasks(tasks))}`;
}

/** What has to be known to tell whether tasks can use the role: words to stand after "depends on". */
export function whatDecides(trust: Policy, { statement }: Decision, tasks: TasksOf): string {
  const deciding = statement === undefined ? undefined : trust.statements[statement.index];
  return (deciding && clausesThat('unknown', [deciding], trust, contextOfTasks(tasks))) || 'whom its trust policy leaves out';
}

function namesTasks({ effect, principal }: Statement): boolean {
  return effect === 'Allow' && principal?.negated === false && principal.values.Service?.includes(ECS_TASKS) === true;
}

function clausesThat(truth: false | 'unknown', statements: readonly Statement[], { version }: Policy, context: Context): string {
  const clauses = statements.flatMap(({ conditions }) => conditions).filter((each) => holds(each, version, context) === truth);
  return enumeration([...new Set(clauses.map(clauseWords))], 'and');
}

function whoIsTrusted(trust: Policy): string {
  const services = new Set(trustingStatements(trust).flatMap(({ statement }) => statement.principal?.values.Service ?? []));
  if (services.size === 0) return `its trust policy does not name ${ECS_TASKS}`;
  return `its trust policy names ${enumeration([...services].map(serviceWords), 'and')} instead of ${ECS_TASKS}`;
}

function serviceWords(service: string): string {
  const meaning = Object.hasOwn(MISTAKEN, service) ? MISTAKEN[service] : undefined;
  return meaning === undefined ? service : `${service} (${meaning})`;
}

function statementWords(sid: string): string {
  return sid === '' ? 'a statement' : `the statement ${sid}`;
}
