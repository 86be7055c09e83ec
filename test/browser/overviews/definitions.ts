function role(name: string): string {
  return `arn:aws:iam::200611803367:role/${name}`;
}

function definition(family: string, revision: number, taskRole: string | null, executionRole: string | null, more: object = {}) {
  return {
    taskDefinition: {
      taskDefinitionArn: `arn:aws:ecs:eu-west-1:200611803367:task-definition/${family}:${revision}`,
      ...{ family, revision, status: 'ACTIVE', requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc' },
      ...(taskRole !== null && { taskRoleArn: role(taskRole) }),
      ...(executionRole !== null && { executionRoleArn: role(executionRole) }),
      containerDefinitions: [
        { name: 'app', image: `200611803367.dkr.ecr.eu-west-1.amazonaws.com/${family}:${revision}`, essential: true, ...more },
      ],
    },
  };
}

const SECRET = {
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:secretsmanager:eu-west-1:200611803367:secret:billing/token-AbCdEf' }],
};

/** Task definitions of the tampered account: sound ones, some that share a role, and some that are wrong. */
export const DEFINITIONS = [
  definition('orders-api', 41, 'orders-task', 'orders-execution'),
  definition('orders-worker', 12, 'orders-task', 'orders-execution'),
  definition('reports', 7, 'reports-task', 'orders-execution'),
  definition('billing', 3, 'billing-task', 'orders-execution', SECRET),
  definition('etl', 118, 'privesc-high-priv-service-role', 'privesc-high-priv-service-role'),
  definition('mailer', 2, 'mailer-task', 'orders-execution'),
  definition('static-site', 5, null, 'orders-execution'),
];
