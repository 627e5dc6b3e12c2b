// What the API asks of whoever runs the service: what only its process knows of itself.
import type { EmbeddingWatch } from '../search/service-state.js';

export interface ServiceWatch extends EmbeddingWatch {
  readonly startedAt: Date;
}

/** Of a service that nobody watches: it began now. */
export function unwatched(): ServiceWatch {
  return { startedAt: new Date(), maxCpu: 100, paused: false, rate: undefined, trouble: undefined };
}
