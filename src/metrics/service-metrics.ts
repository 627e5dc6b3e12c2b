// The state of the service as metrics: the facts of /health/ready and /admin/status, under names that graphs can use.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImportNote } from '../domain/journal.js';
import type { EmbedderHandle } from '../embedding/embedder.js';
import type { RerankerHandle } from '../embedding/reranker.js';
import type { Library } from '../engine/engine.js';
import { EMBEDDING_STATES, type EmbeddingWatch, embeddingProgress, libraryState } from '../search/service-state.js';
import type { Metrics, Sample } from './metrics.js';

/** A server that is away is waited for so long, so that a scrape comes in time. */
const PATIENCE_MS = 2_000;
const MODEL_STATES = ['off', 'loading', 'ready', 'failed'] as const;
const IMPORT_STATES = ['running', 'finished', 'failed', 'stopped'] as const;

export interface Watched {
  readonly library: Library;
  /** What queries are embedded by. */
  readonly embedder: Pick<EmbedderHandle, 'state'>;
  /** The model that is set. */
  readonly wanted: EmbedderHandle;
  readonly reranker: Pick<RerankerHandle, 'state'>;
  readonly watch: EmbeddingWatch;
}

export function addServiceMetrics(metrics: Metrics, watched: Watched): void {
  let reading: Promise<Sample[]> | undefined;
  metrics.addSource(async () => {
    // a reading that is late is waited for by the next scrape, not begun again
    reading ??= stored(watched).finally(() => {
      reading = undefined;
    });
    const away = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => undefined);
    const known = await Promise.race([reading.catch(() => undefined), away]);
    const up = known !== undefined;
    return [
      { name: 'ideascope_engine_up', help: '1: the engine answers.', value: Number(up) },
      ...(known ?? [{ name: 'ideascope_ready', help: READY, value: 0 }]),
      oneOf('model_state', 'The model that queries are embedded by.', MODEL_STATES, watched.embedder.state().status),
      oneOf('reranker_state', 'The model of the second stage.', MODEL_STATES, watched.reranker.state().status),
    ];
  });
}

const READY = '1: searches are answered.';

/** What the engine and the journal say. */
async function stored(watched: Watched): Promise<Sample[]> {
  const { library, watch } = watched;
  const { status, entities, imports } = await libraryState(library);
  const embedding = await embeddingProgress(library, watched, status);
  const { waiting, ...counts } = entities;
  const gauge = (name: string, help: string, value: number): Sample => ({ name: `ideascope_${name}`, help, value });
  return [
    { name: 'ideascope_ready', help: READY, value: Number(status.ready) },
    gauge('works', 'Works stored.', status.works),
    gauge('works_indexed', 'Works visible to searches.', status.indexed),
    gauge('works_embedded', 'Works with a vector that searches can compare.', status.indexedVectors),
    { name: 'ideascope_entities', help: 'Entities stored.', value: counts, label: 'kind' },
    gauge('derivation_waiting', 'Things that have changed and are not derived anew yet.', waiting),
    gauge('embedding_missing', 'Works without a vector of the model that is set.', embedding.missing),
    gauge('embedding_failures', 'Works that the model could not read.', embedding.failures.length),
    ...(watch.rate === undefined
      ? []
      : [gauge('embedding_works_per_second', 'Works that got a vector, over the last minute.', watch.rate)]),
    oneOf('embedding_state', 'What embedding does.', EMBEDDING_STATES, embedding.state),
    byState(imports),
  ];
}

/** Which of some states it is: 1, and 0 for the others. */
function oneOf(name: string, help: string, states: readonly string[], state: string): Sample {
  const value = Object.fromEntries(states.map((one) => [one, Number(one === state)]));
  return { name: `ideascope_${name}`, help: `${help} 1 at the state that it is in.`, value, label: 'state' };
}

function byState(imports: readonly ImportNote[]): Sample {
  const count = (state: string) => imports.filter((note) => note.state === state).length;
  const value = Object.fromEntries(IMPORT_STATES.map((state) => [state, count(state)]));
  return { name: 'ideascope_imports', help: 'The last 20 imports.', value, label: 'state' };
}
