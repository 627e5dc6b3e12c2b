// The state of the service, read in one place: /health/ready, /admin/status, `ideascope status` and the metrics all say it.
import { asOf, type ImportNote } from '../domain/journal.js';
import { type ModelIdentity, sameModel } from '../domain/model.js';
import type { EmbedderHandle, EmbedderState } from '../embedding/embedder.js';
import type { EngineStatus, Library } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { type OpenFailure, openFailures } from './open-failures.js';

/** What embedding does, or why it does nothing. */
export const EMBEDDING_STATES = [
  'off',
  'loading',
  'failed',
  'failing',
  'paused',
  'elsewhere',
  'embedding',
  'waiting',
  'complete',
] as const;
export type EmbeddingStateName = (typeof EMBEDDING_STATES)[number];

export interface EntityCounts {
  readonly authors: number;
  readonly topics: number;
  readonly institutions: number;
  readonly sources: number;
  /** Things that have changed and are not derived anew yet. */
  readonly waiting: number;
}

/** What the process knows of its own embedding. */
export interface EmbeddingWatch {
  /** Percent of the machine that embedding may use here; 0: it is left to others. */
  readonly maxCpu: number;
  /** Whether embedding is held back. */
  readonly paused: boolean;
  /** Works per second that got a vector in the last minute, whoever embeds; undefined: not known yet. */
  readonly rate: number | undefined;
  /** Why embedding fails again and again, for people; undefined: it does not. */
  readonly trouble: string | undefined;
}

export interface EmbeddingProgress {
  readonly state: EmbeddingStateName;
  readonly message: string | undefined;
  /** The model that is set; undefined until it is loaded. */
  readonly set: ModelIdentity | undefined;
  /** Works with a vector of the model that is set; of the searched one as long as that is not loaded. */
  readonly embedded: number;
  readonly missing: number;
  /** Works that the model could not read. */
  readonly failures: readonly OpenFailure[];
}

export async function countEntities(library: Library): Promise<EntityCounts> {
  const [authors, topics, institutions, sources, waiting] = await Promise.all([
    library.authors.count(),
    library.topics.count(),
    library.institutions.count(),
    library.sources.count(),
    library.works.countMarked(),
  ]);
  return { authors, topics, institutions, sources, waiting };
}

/** The last imports, running ones first, then the newest; one whose process is silent has stopped. */
export async function lastImports({ journal }: Pick<Library, 'journal'>, now = Date.now()): Promise<ImportNote[]> {
  const notes = (await journal.imports.list()).map((note) => asOf(now, note));
  const isRunning = ({ state }: ImportNote) => state === 'running';
  return [...notes.filter(isRunning), ...notes.filter((note) => !isRunning(note))];
}

/** What every search needs. @throws IdeascopeError index_not_ready, saying what is awaited */
export function requireReady({ ready, waitingFor }: EngineStatus): void {
  if (!ready) throw new IdeascopeError('index_not_ready', `not ready: ${waitingFor ?? 'the index is being built'}`);
}

/** Of what is stored, read from the journal and the store alone. */
export async function libraryState(library: Library) {
  const status = await library.works.status();
  const [entities, imports] = await Promise.all([countEntities(library), lastImports(library)]);
  return { status, entities, imports };
}

/** How far embedding is. @param wanted the model that is set */
export async function embeddingProgress(
  library: Library,
  { wanted, watch }: { readonly wanted: EmbedderHandle; readonly watch: EmbeddingWatch },
  status: EngineStatus,
): Promise<EmbeddingProgress> {
  const state = wanted.state();
  const set = state.status === 'ready' ? state.embedder.identity : undefined;
  const embedded = await embeddedBy(library, set, status);
  const missing = Math.max(0, status.works - embedded);
  const failures = await openFailures(library, set);
  return { ...stateOf(state, watch, { missing, failed: failures.length }), set, embedded, missing, failures };
}

/** While another model than the searched one is being completed, its vectors are what there is to wait for. */
export async function embeddedBy(
  { works }: Pick<Library, 'works'>,
  set: ModelIdentity | undefined,
  status: EngineStatus,
): Promise<number> {
  return set && !sameModel(set, status.model) ? works.countEmbedded(set) : status.embedded;
}

/** What is first in this order is what somebody can do something about. */
function stateOf(
  state: EmbedderState,
  { maxCpu, paused, rate = 0, trouble }: EmbeddingWatch,
  { missing, failed }: { readonly missing: number; readonly failed: number },
): Pick<EmbeddingProgress, 'state' | 'message'> {
  if (state.status !== 'ready') return { state: state.status, message: state.message };
  const message = state.embedder.note;
  if (trouble !== undefined) return { state: 'failing', message: trouble };
  if (missing === 0) return { state: 'complete', message };
  if (rate > 0) return { state: 'embedding', message };
  if (paused) return { state: 'paused', message };
  if (missing <= failed) return { state: 'complete', message };
  return { state: maxCpu === 0 ? 'elsewhere' : 'waiting', message };
}
