// The engine port implemented in the most obvious way, over plain maps and full scans: the specification as code.
import { isDeepStrictEqual } from 'node:util';
import { embeddingRank } from '../../src/domain/embedding-rank.js';
import { AUTHORS, CURATION, INSTITUTIONS, SOURCES, TOPICS } from '../../src/domain/entity-fields.js';
import { WORKS } from '../../src/domain/fields.js';
import { type ModelIdentity, modelKey } from '../../src/domain/model.js';
import { compareText } from '../../src/domain/order.js';
import { asImported, isListed, type Work, withFindings } from '../../src/domain/work.js';
import type {
  Assignment,
  Engine,
  EngineStatus,
  Library,
  Mark,
  MarkKey,
  StoredVector,
  VersionGroup,
  WriteOutcome,
} from '../../src/engine/engine.js';
import { joined } from '../../src/engine/join-records.js';
import { MARK_ORDER, touchedBy, touchedByAssigning, touchedByJoining } from '../../src/engine/touched.js';
import { embeddingText } from '../../src/text/embedding-text.js';
import { versionKeys } from '../../src/text/version-keys.js';
import { batches, copy, createOracleCollection, find } from './oracle-collection.js';
import { completeFrom } from './oracle-complete.js';
import { createOracleJournal } from './oracle-journal.js';
import { frequenciesOf } from './oracle-match.js';
import { nearWordsIn } from './oracle-near-words.js';
import { type OracleView, retrieveFrom } from './oracle-retrieve.js';

/** What outlives an engine: the part that a real engine keeps on disk. */
export interface OracleStore {
  readonly works: Map<string, Work>;
  /** By model key, then by work. */
  readonly vectors: Map<string, Map<string, Float32Array>>;
  model: ModelIdentity | undefined;
  readonly marks: Map<string, Mark>;
  /** The stamp of the last mark. */
  stamp: number;
}

export function createOracleStore(): OracleStore {
  return { works: new Map(), vectors: new Map(), model: undefined, marks: new Map(), stamp: 0 };
}

/** An engine over a store; two engines over one store are one engine that was closed and opened again. */
export function createOracleEngine(store: OracleStore = createOracleStore()): Engine {
  let view: OracleView<Work> = { catalogue: WORKS, things: [], model: undefined, vectors: new Map() };
  const refresh = async () => {
    view = viewOf(store);
  };
  return {
    name: 'oracle',
    prepare: async () => undefined,
    write: async (works) => works.map((work) => writeOne(store, work)),
    remove: async (ids) => ids.filter((id) => removeOne(store, id)).length,
    writeVectors: async (model, vectors) => {
      const odd = vectors.find(({ vector }) => vector.some((component) => !Number.isFinite(component)));
      if (odd) throw new Error(`the vector of ${odd.id} has components that are no numbers`);
      return vectors.filter((one) => acceptVector(store, model, one)).length;
    },
    unembedded: async (model, limit) => lacking(store, model).slice(0, limit),
    countEmbedded: async (model) => vectorsOf(store, model).size,
    switchModel: async (model) => keepOnly(store, model),
    vectors: async (ids) => ids.map((id) => store.model && vectorsOf(store, store.model).get(id)),
    assign: async (assignments) => assignments.filter((one) => assignOne(store, one)).length,
    join: async (groups) => groups.filter((group) => joinOne(store, group)).length,
    records: async (ids) => ids.map((id) => store.works.get(id)).map((work) => work && copy(work)),
    sharing: async (keys) => keys.map((key) => sharers(store, key)),
    mark: async (keys) => setMarks(store, keys),
    marked: async (limit) => [...store.marks.values()].sort(byKind).slice(0, limit),
    countMarked: async () => store.marks.size,
    clear: async (marks) => {
      for (const mark of marks) if (store.marks.get(keyOf(mark))?.stamp === mark.stamp) store.marks.delete(keyOf(mark));
    },
    refresh,
    reindex: refresh,
    retrieve: async (request) => retrieveFrom(view, request),
    complete: async (request) => completeFrom(WORKS, view.things, request),
    frequencies: async (words) => frequenciesOf(WORKS, view.things, words),
    nearWords: async (words, limit) => nearWordsIn(view.things, words, limit),
    fetch: async (ids) => ids.map((id) => findWork(store, id)),
    scan: () => batches(new Map(listed(store).map((work) => [work.id, work]))),
    count: async () => listed(store).length,
    status: async () => statusOf(store, view),
    close: async () => undefined,
  };
}

/** A library whose every part is an oracle. */
export function createOracleLibrary(store: OracleStore = createOracleStore()): Library {
  return {
    works: createOracleEngine(store),
    authors: createOracleCollection(AUTHORS),
    topics: createOracleCollection(TOPICS),
    institutions: createOracleCollection(INSTITUTIONS),
    sources: createOracleCollection(SOURCES),
    curation: createOracleCollection(CURATION),
    journal: createOracleJournal(),
  };
}

const keyOf = ({ kind, id }: MarkKey) => `${kind} ${id}`;
const byKind = (a: Mark, b: Mark) => MARK_ORDER.indexOf(a.kind) - MARK_ORDER.indexOf(b.kind);

function setMarks(store: OracleStore, keys: readonly MarkKey[]): void {
  for (const { kind, id } of keys) store.marks.set(keyOf({ kind, id }), { kind, id, stamp: ++store.stamp });
}

function writeOne(store: OracleStore, work: Work): WriteOutcome {
  const before = store.works.get(work.id);
  if (before !== undefined && isDeepStrictEqual(asImported(before), asImported(copy(work)))) return 'unchanged';
  const version_of = before?.version_of;
  const stored = version_of === undefined ? copy(work) : { ...copy(work), version_of };
  setMarks(store, [...(before ? touchedBy(before) : []), ...touchedBy(stored)]);
  store.works.set(work.id, stored);
  if (before === undefined) return 'created';
  // a vector belongs to a text, so a change of other facts keeps it
  if (embeddingText(before) !== embeddingText(work)) forgetVectors(store, work.id);
  return 'updated';
}

/** The works, without the records that they take in. */
function listed({ works }: OracleStore): Work[] {
  return [...works.values()].filter(isListed);
}

function findWork({ works }: OracleStore, id: string): Work | undefined {
  const found = find(works, WORKS, id);
  const into = found?.version_of === undefined ? undefined : works.get(found.version_of);
  if (found?.version_of === undefined) return found;
  return into !== undefined && isListed(into) ? copy(into) : asImported(found);
}

function sharers({ works }: OracleStore, key: string): string[] {
  const all = [...works.values()].filter((work) => versionKeys(asImported(work)).includes(key));
  return all.map(({ id }) => id).sort(compareText);
}

function joinOne(store: OracleStore, group: VersionGroup): boolean {
  const changed = joined(group.flatMap((id) => store.works.get(id) ?? []));
  for (const work of changed) {
    const before = store.works.get(work.id) as Work;
    setMarks(store, [...touchedByJoining(before), ...touchedByJoining(work)]);
    if (!isListed(work) || embeddingText(before) !== embeddingText(work)) forgetVectors(store, work.id);
    store.works.set(work.id, copy(work));
  }
  return changed.length > 0;
}

function assignOne(store: OracleStore, { id, ...findings }: Assignment): boolean {
  const before = store.works.get(id);
  const after = before && withFindings(before, findings);
  if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return false;
  if (!isListed(before)) return false;
  setMarks(store, [...touchedByAssigning(before), ...touchedByAssigning(after)]);
  store.works.set(id, copy(after));
  return true;
}

function removeOne(store: OracleStore, id: string): boolean {
  const before = store.works.get(id);
  if (before) setMarks(store, touchedBy(before));
  forgetVectors(store, id);
  return store.works.delete(id);
}

function forgetVectors(store: OracleStore, id: string): void {
  for (const ofModel of store.vectors.values()) ofModel.delete(id);
}

function acceptVector(store: OracleStore, model: ModelIdentity, { id, textHash, vector }: StoredVector): boolean {
  const work = store.works.get(id);
  // here the "hash" of a text is the text itself
  if (work === undefined || !isListed(work) || embeddingText(work) !== textHash) return false;
  store.model ??= model;
  const ofModel = vectorsOf(store, model);
  store.vectors.set(modelKey(model), ofModel.set(id, Float32Array.from(vector)));
  return true;
}

function vectorsOf(store: OracleStore, model: ModelIdentity): Map<string, Float32Array> {
  return store.vectors.get(modelKey(model)) ?? new Map();
}

function lacking(store: OracleStore, model: ModelIdentity) {
  const embedded = vectorsOf(store, model);
  const waiting = listed(store)
    .filter((work) => !embedded.has(work.id))
    .sort((a, b) => embeddingRank(b) - embeddingRank(a));
  return waiting.map((work) => ({ id: work.id, textHash: embeddingText(work), text: embeddingText(work) }));
}

function keepOnly(store: OracleStore, model: ModelIdentity): void {
  store.model = model;
  for (const key of [...store.vectors.keys()]) if (key !== modelKey(model)) store.vectors.delete(key);
}

function viewOf(store: OracleStore): OracleView<Work> {
  const vectors = store.model === undefined ? new Map() : new Map(vectorsOf(store, store.model));
  return { catalogue: WORKS, things: listed(store), model: store.model, vectors };
}

function statusOf(store: OracleStore, view: OracleView<Work>): EngineStatus {
  const { model } = store;
  return {
    engine: 'oracle',
    works: listed(store).length,
    indexed: view.things.length,
    embedded: model === undefined ? 0 : vectorsOf(store, model).size,
    indexedVectors: view.vectors.size,
    ...(model === undefined ? {} : { model }),
    ...(view.model === undefined ? {} : { indexedModel: view.model }),
    ready: true,
  };
}
