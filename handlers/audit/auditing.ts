// What an audit needs that an event which was answered already does not: rules, remedies, and lists of AWS's actions and policies.
export { runAudit } from '../../controller/audit/run-audit.ts';
