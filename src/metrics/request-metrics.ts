// Requests that are over → metrics. What labels them is the program's own, so that nobody can send more of them.
import type { RequestFacts, RequestObserver } from '../api/watch-requests.js';
import { tallyOf } from '../readings.js';
import type { Metrics } from './metrics.js';

/** Paths that there are not, all together. */
const NO_ROUTE = 'none';
/** Methods that no route takes are one as well. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const NOT_MODIFIED = 304;

/** Of clients that asked whether what they have still holds. */
const answers = tallyOf('http');

export function requestMetrics(metrics: Metrics): RequestObserver {
  return {
    began: () => metrics.inFlight.inc(),
    ended: (facts) => {
      metrics.inFlight.dec();
      countRequest(metrics, facts);
      const mode = facts.noted.mode ?? 'none';
      for (const [step, ms] of Object.entries(facts.steps)) metrics.steps.observe({ step, mode }, ms / 1000);
      for (const code of facts.noted.degraded) metrics.degraded.inc({ code });
      if (facts.error !== undefined) metrics.errors.inc({ code: facts.error });
    },
  };
}

function countRequest(
  metrics: Metrics,
  { route = NO_ROUTE, method: sent, status, ms, bytes, conditional }: RequestFacts,
) {
  const method = METHODS.has(sent) ? sent : 'other';
  metrics.requests.inc({ route, method, status });
  metrics.durations.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
  metrics.bytes.inc({ route }, bytes);
  if (!conditional) return;
  if (status === NOT_MODIFIED) answers.hits++;
  else if (status === 200) answers.misses++;
}
