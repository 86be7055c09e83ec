import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

/** Every secret begins so, so that one search finds them all, and cut ones too. */
export const PLANTED = /(?:planted|leaked-by)-[\w-]*/g;

/** A task definition with a secret wherever one can be: none of these is needed to judge its roles. */
export const FULL_OF_SECRETS: Partial<RegisterTaskDefinitionCommandInput> = {
  containerDefinitions: [
    {
      name: 'app',
      image: 'public.ecr.aws/nginx/nginx:1',
      memory: 128,
      environment: [{ name: 'TOKEN', value: 'planted-environment' }],
      command: ['serve', '--password', 'planted-command'],
      entryPoint: ['sh', '-c', 'planted-entry-point'],
      dockerLabels: { token: 'planted-docker-label' },
      healthCheck: { command: ['CMD', 'curl', '-H', 'planted-health-check'] },
      logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'planted-log-option' } },
      firelensConfiguration: { type: 'fluentbit', options: { token: 'planted-firelens-option' } },
    },
  ],
  volumes: [
    { name: 'data', dockerVolumeConfiguration: { driver: 'local', scope: 'task', driverOpts: { o: 'planted-volume-option' } } },
  ],
  tags: [{ key: 'token', value: 'planted-tag' }],
};

/** What a function's own credentials are in Lambda. */
export const CREDENTIALS = { AWS_SECRET_ACCESS_KEY: 'planted-secret-key', AWS_SESSION_TOKEN: 'planted-session-token' };
