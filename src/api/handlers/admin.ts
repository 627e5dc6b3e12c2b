// What the service says to those who run it: index, embedding, imports.
import { isExpired } from '../../access/key-ring.js';
import type { ModelIdentity } from '../../domain/model.js';
import type { EmbedderHandle } from '../../embedding/embedder.js';
import type { EngineStatus, Library } from '../../engine/engine.js';
import type { OpenFailure } from '../../search/open-failures.js';
import { embeddingProgress, libraryState } from '../../search/service-state.js';
import type { Access } from '../access.js';
import type { AdminAnswer } from '../answers/admin.js';
import type { Handlers } from '../contract.js';
import type { ServiceWatch } from '../service-watch.js';

const FAILURES_SHOWN = 50;

export interface AdminDeps {
  readonly library: Library;
  /** The model that is set. */
  readonly wanted: EmbedderHandle;
  readonly watch: ServiceWatch;
  readonly version: string;
  readonly access?: Access;
}

export function adminHandlers(deps: AdminDeps): Pick<Handlers, 'adminStatus'> {
  return { adminStatus: async () => describeService(deps, Date.now()) };
}

async function describeService(deps: AdminDeps, now: number): Promise<AdminAnswer> {
  const { library, watch, version } = deps;
  const { status, entities, imports } = await libraryState(library);
  return {
    version,
    started_at: watch.startedAt.toISOString(),
    uptime_seconds: Math.max(0, Math.round((now - watch.startedAt.getTime()) / 1000)),
    engine: {
      name: status.engine,
      ready: status.ready,
      waiting_for: status.waitingFor ?? null,
      works: status.works,
      indexed: status.indexed,
      embedded: status.indexedVectors,
    },
    entities,
    embedding: await describeEmbedding(deps, status),
    access: describeAccess(deps.access),
    imports,
  };
}

function describeAccess(access?: Access): AdminAnswer['access'] {
  const { keys, readAccess = 'open' } = access ?? {};
  const inForce = keys?.entries().filter((entry) => !isExpired(entry)) ?? [];
  return { reads: readAccess, keys: inForce.length, key_file_error: keys?.trouble() ?? null };
}

async function describeEmbedding(deps: AdminDeps, status: EngineStatus): Promise<AdminAnswer['embedding']> {
  const { library, watch } = deps;
  const { state, message, set, embedded, missing, failures } = await embeddingProgress(library, deps, status);
  const rate = watch.rate ?? null;
  return {
    state,
    message: message ?? null,
    model: set ? presentModel(set) : null,
    searched_model: status.model ? presentModel(status.model) : null,
    works: status.works,
    embedded,
    missing,
    works_per_second: rate,
    seconds_left: rate && missing > 0 ? missing / rate : null,
    max_cpu: watch.maxCpu,
    paused: watch.paused,
    failures: { count: failures.length, results: failures.slice(0, FAILURES_SHOWN).map(presentFailure) },
  };
}

function presentModel({ name, dtype, dimension }: ModelIdentity) {
  return { name, dtype, dimension };
}

function presentFailure({ id, work, reason, count, first_at, last_at }: OpenFailure) {
  return { id, display_name: work.display_name || null, reason, count, first_at, last_at };
}
