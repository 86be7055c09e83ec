import { matchesAction } from '../../iam/evaluation/statement.ts';
import type { Policy, Statement } from '../../iam/policy/types.ts';
import type { StatementReference } from '../types.ts';

const ASSUMPTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];

/** A statement that lets somebody become the role. */
export interface Trusting {
  readonly statement: Statement;
  readonly reference: StatementReference;
}

/** The statements of a trust policy that let somebody become the role. */
export function trustingStatements({ statements }: Policy): readonly Trusting[] {
  return statements.flatMap((statement, index) =>
    allowsAssumption(statement) ? [{ statement, reference: trustReference(statement, index) }] : [],
  );
}

export function trustReference({ sid }: Pick<Statement, 'sid'>, index: number): StatementReference {
  return { policy: 'trust', sid, index };
}

function allowsAssumption({ effect, action }: Statement): boolean {
  return effect === 'Allow' && ASSUMPTIONS.some((one) => matchesAction(action, one));
}
