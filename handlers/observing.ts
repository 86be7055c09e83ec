import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { printable } from '../report/escaping/printable.ts';
import type { Observer } from './observer.ts';

const NAMESPACE = 'Rolecall';

const logger = new Logger();
const metrics = new Metrics({ namespace: NAMESPACE });

/** Logs as JSON, measures as CloudWatch's embedded metrics. */
export const observer: Observer = {
  debug: (message, about) => logger.debug(message, about),
  info: (message, about) => logger.info(message, about),
  warn: (message, about) => logger.warn(message, about),
  measure: ({ name, unit, value }) => metrics.addMetric(name, unit, value),
};

function publish(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

/** Puts the run's id on every line, says once why a run could not happen, and hands the metrics over at the end. */
export const observing: MiddlewareObj = {
  before: ({ context }) => logger.appendKeys({ runId: context.awsRequestId }),
  after: publish,
  onError: ({ error }) => {
    logger.error('the run could not happen', { why: printable(error?.message ?? '') });
    publish();
  },
};
