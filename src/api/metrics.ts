// What the API asks of whoever counts: the port of `GET /metrics`, and who may read it.
import type { RequestHandler } from 'express';
import { IdeascopeError } from '../errors.js';

export interface MetricsText {
  /** With its version, as Prometheus wants it. */
  readonly mediaType: string;
  /** All metrics at this moment. What cannot be known now is left out. */
  text(): Promise<string>;
}

/** Everybody who reaches the service, those with a key, or nobody. */
export type MetricsAccess = 'open' | 'key' | 'off';

/** Of a service whose requests nobody counts. */
export const uncounted: MetricsText = { mediaType: 'text/plain; charset=utf-8', text: async () => '' };

/** Where nobody may read them. */
export const metricsOff: RequestHandler = () => {
  throw new IdeascopeError('not_found', 'metrics are off here: METRICS=open or METRICS=key shows them');
};
