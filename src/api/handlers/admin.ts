// What the service says to those who run it: index, embedding, imports.
import { isExpired } from '../../access/key-ring.js';
import { asOf } from '../../domain/journal.js';
import { type ModelIdentity, sameModel } from '../../domain/model.js';
import type { EmbedderHandle, EmbedderState } from '../../embedding/embedder.js';
import type { EngineStatus, Library } from '../../engine/engine.js';
import { openFailures } from '../../search/open-failures.js';
import type { Access } from '../access.js';
import type { AdminAnswer, EmbeddingStateName } from '../answers/admin.js';
import type { Handlers } from '../contract.js';
import { countEntities } from '../present/counts.js';
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
  const status = await library.works.status();
  const [entities, embedding, imports] = await Promise.all([
    countEntities(library),
    describeEmbedding(deps, status),
    library.journal.imports.list(),
  ]);
  const runs = imports.map((note) => asOf(now, note));
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
    embedding,
    access: describeAccess(deps.access),
    imports: [...runs.filter(isRunning), ...runs.filter((run) => !isRunning(run))],
  };
}

function describeAccess(access?: Access): AdminAnswer['access'] {
  const { keys, readAccess = 'open' } = access ?? {};
  const inForce = keys?.entries().filter((entry) => !isExpired(entry)) ?? [];
  return { reads: readAccess, keys: inForce.length, key_file_error: keys?.trouble() ?? null };
}

const isRunning = ({ state }: { readonly state: string }) => state === 'running';

async function describeEmbedding(
  { library, wanted, watch }: AdminDeps,
  status: EngineStatus,
): Promise<AdminAnswer['embedding']> {
  const state = wanted.state();
  const set = state.status === 'ready' ? state.embedder.identity : undefined;
  const { works } = status;
  const embedded = await countFor(library, set, status);
  const missing = Math.max(0, works - embedded);
  const failures = await describeFailures(library, set);
  const rate = watch.rate ?? null;
  return {
    ...stateOf(state, watch, { missing, failed: failures.count }),
    model: set ? presentModel(set) : null,
    searched_model: status.model ? presentModel(status.model) : null,
    works,
    embedded,
    missing,
    works_per_second: rate,
    seconds_left: rate && missing > 0 ? missing / rate : null,
    max_cpu: watch.maxCpu,
    paused: watch.paused,
    failures,
  };
}

/** While another model than the searched one is being completed, its vectors are what there is to wait for. */
async function countFor(library: Library, set: ModelIdentity | undefined, status: EngineStatus): Promise<number> {
  return set && !sameModel(set, status.model) ? library.works.countEmbedded(set) : status.embedded;
}

function presentModel({ name, dtype, dimension }: ModelIdentity) {
  return { name, dtype, dimension };
}

/** What is first in this order is what somebody can do something about. */
function stateOf(
  state: EmbedderState,
  { maxCpu, paused, rate = 0, trouble }: ServiceWatch,
  { missing, failed }: { readonly missing: number; readonly failed: number },
): { readonly state: EmbeddingStateName; readonly message: string | null } {
  if (state.status !== 'ready') return { state: state.status, message: state.message };
  const note = state.embedder.note ?? null;
  if (trouble !== undefined) return { state: 'failing', message: trouble };
  if (missing === 0) return { state: 'complete', message: note };
  if (rate > 0) return { state: 'embedding', message: note };
  if (paused) return { state: 'paused', message: note };
  if (missing <= failed) return { state: 'complete', message: note };
  return { state: maxCpu === 0 ? 'elsewhere' : 'waiting', message: note };
}

async function describeFailures(library: Library, set: ModelIdentity | undefined) {
  const open = await openFailures(library, set);
  const results = open.slice(0, FAILURES_SHOWN).map(({ id, work, reason, count, first_at, last_at }) => {
    return { id, display_name: work.display_name || null, reason, count, first_at, last_at };
  });
  return { count: open.length, results };
}
