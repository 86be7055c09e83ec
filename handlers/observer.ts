import type { Metric } from '../report/run/run-metrics.ts';

type Tell = (message: string, about: Record<string, unknown>) => void;

/** Where runs are told. */
export interface Observer {
  readonly debug: Tell;
  readonly info: Tell;
  readonly warn: Tell;
  readonly measure: (metric: Metric) => void;
}
