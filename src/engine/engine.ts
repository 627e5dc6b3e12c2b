// The engine port: what the service asks of a search engine. Both engines keep this treaty; the contract suite checks it.
import type { EntityKind, Stored } from '../domain/catalogue.js';
import type { Author, Curation, Institution, Source, Topic } from '../domain/entities.js';
import type { ModelIdentity } from '../domain/model.js';
import type { Findings, Work } from '../domain/work.js';
import type { Completion, CompletionRequest } from './completion.js';
import type { Journal } from './journal.js';
import type { NearWords } from './near-words.js';

import type { Retrieval, RetrievalRequest } from './retrieval.js';

export type { Completion, CompletionRequest, CompletionTier } from './completion.js';
export type { Journal, Shelf } from './journal.js';
export type { NearWords, WordFrequency } from './near-words.js';
export {
  type Evidence,
  evidenceIn,
  type FacetBucket,
  type Position,
  type RequestedOrder,
  type Retrieval,
  type RetrievalRequest,
  type Scored,
  type SemanticQuery,
  type Total,
  unrelatedCosine,
} from './retrieval.js';

export type WriteOutcome = 'created' | 'updated' | 'unchanged';

export interface StoredVector {
  readonly id: string;
  /** What was embedded: a vector whose text has changed meanwhile is dropped. */
  readonly textHash: string;
  readonly vector: Float32Array;
}

export interface UnembeddedWork {
  readonly id: string;
  readonly textHash: string;
  readonly text: string;
}

export interface EngineStatus {
  readonly engine: string;
  /** Works stored. */
  readonly works: number;
  /** Works visible to searches. */
  readonly indexed: number;
  /** Works with a vector of `model`. */
  readonly embedded: number;
  /** Works that searches by meaning can find now: those of `embedded` that the index has taken over. */
  readonly indexedVectors: number;
  /** The model whose vectors are searched; absent: none yet. */
  readonly model?: ModelIdentity;
  /** The model whose vectors searches compare now: `model`, once the index has taken it over. */
  readonly indexedModel?: ModelIdentity;
  readonly ready: boolean;
  /** What is not ready, for people. */
  readonly waitingFor?: string;
}

/** In how many things terms occur. */
export interface Frequencies {
  /** How many things searches see. */
  readonly things: number;
  /** How many of them have the term of each word, in the order of the words. */
  readonly frequencies: readonly number[];
}

/**
 * What must be derived anew: which works a record belongs with (`id` is the record's), the people who share a name (`id`
 * is the `name_key`), or an entity.
 */
export interface MarkKey {
  readonly kind: EntityKind | 'names' | 'versions';
  readonly id: string;
}

/** A mark as it stood when it was read: clearing it later does not clear one that was set again meanwhile. */
export interface Mark extends MarkKey {
  readonly stamp: string | number;
}

/** What was found out about a work: an author id per authorship, undefined where it stays as its source has it; topics. */
export interface Assignment extends Findings {
  readonly id: string;
}

/** Ids of all records of one work, which stands under the least of them; a record alone is a work of its own. */
export type VersionGroup = readonly string[];

/**
 * A search engine over things of one kind, described by a catalogue: works, or what is derived from them.
 *
 * **Matched set.** One set per request: `filter ∧ every phrase ∧ no exclusion ∧ (lexical match ∨ cosine ≥ floor)`.
 * Of the latter there are none without evidence that the index holds something about the query (`sureFloor`).
 * Lexical match: at least `requiredTerms(n)` of the n distinct terms of `text.loose` occur (stop words do not count
 * unless there is nothing else; terms are stemmed and folded). With no term left in `loose`, it is true if there is a
 * phrase or the text is `bound` (a condition of the filter was typed with it), else false. Phrases and exclusions compare
 * folded, unstemmed words, adjacent and within one text field (of a list, within one element). A leg that is not asked
 * for matches nothing. Total, facets and `sorted` speak of this set.
 *
 * Words become terms as the catalogue's analysis says (`text/analyzers.ts`); the sentences here are those of `prose`.
 *
 * **Spellings.** Beside each passage stands what its compounds also are (`compounds`: `gpt2` of `GPT-2`, `batch norm` of
 * `BatchNorm`), each like a passage of its own in the same field. A term of a query occurs as it is or in one of its other
 * `spellings`; it counts once. A spelling of one word occurs by its term, one of several as a phrase, in the fields that are
 * asked. A phrase or an exclusion occurs if any of its `sayings` does. Where a term is missing, its best spelling is
 * scored instead: BM25F of its terms, divided by how many terms of the query it stands for.
 *
 * **Legs.** Both rank works of the matched set: `lexical` all that contain a term of `text.text`, by BM25F over these
 * terms, also where they matched by meaning only, so that fusion knows both scores of a work; `semantic` those with
 * cosine ≥ floor. Each holds the best `window` by descending score; equal scores are ordered by id (code point order).
 * A rare filter does not shorten a leg: it holds min(window, matching) hits. Lexical scores compare within an answer.
 *
 * **Sorting.** Works without the sort field come last in either direction; ties are broken by id. A shuffle is an order as
 * good as random, the same for the same seed as long as the index is not built anew: it hangs on ids, so that what is
 * written or filtered besides moves no two works past each other. Two engines shuffle differently.
 *
 * **Facets.** Counts over the matched set of the request without the facet field's own top-level conditions, so that a
 * count is what one gets after selecting the value instead. Ordered by count, then key; selected values are always
 * returned, with 0 if need be where they are a whole condition (`certainValues`). A work counts once per value. A condition belongs to a field if it speaks of no other
 * and asks for no words (`ownFieldOf`). A facet whose selection is `kept` counts over the matched set itself, and holds
 * its most frequent values only.
 *
 * **Filters.** `and []` is everything, `or []` and `values []` nothing. Unknown ids and values match nothing. Conditions
 * on words (`WordsFilter`) read words as the text of a search is read, and have no score: of names each written word
 * counts. A field or text field that the catalogue does not know is a programming error and throws.
 *
 * **Totals** are exact (`eq`) unless the engine says `gte`, counts of facets unless it names them in `inexactFacets`.
 *
 * **Writing.** When `write`, `remove` or `writeVectors` resolves, the change survives the death of the process. Writing
 * equal content again is `unchanged` and keeps the vector. Of several works with one id in a batch the last wins.
 * A change is visible to `fetch` at once, to `retrieve` after the next `refresh` (the service refreshes at least every
 * second, also for changes written by another process).
 *
 * **Scanning.** `scan` reads everything that was stored when it was called, each thing once, in no particular order,
 * without the index; what is written meanwhile may be in it or not.
 */
export interface Collection<D extends Stored> {
  /** Opens or creates the storage. Returns before the index is built. */
  prepare(): Promise<void>;
  /** Stores things (outcomes in the order of the input); content decides what is new. */
  write(things: readonly D[]): Promise<WriteOutcome[]>;
  /** Removes by stored id; unknown ids are ignored. Returns how many were removed. */
  remove(ids: readonly string[]): Promise<number>;
  /** Makes all changes written so far visible to `retrieve`. */
  refresh(): Promise<void>;
  /** Derives anew, from what is stored, everything that is derived from it; searches go on meanwhile. */
  reindex(): Promise<void>;
  /** @throws IdeascopeError index_not_ready before the index is first built. */
  retrieve(request: RetrievalRequest): Promise<Retrieval>;
  /**
   * The things whose names begin with what is being typed, best first, at most `limit`: see `CompletionTier`.
   * @throws IdeascopeError index_not_ready before the index is first built.
   */
  complete(request: CompletionRequest): Promise<Completion<D>[]>;
  /**
   * How frequent words are, exactly, in what searches see. A word is folded (`wordsOf`) and stands for its term, as words
   * of a query do: one that is no such word occurs nowhere. @throws IdeascopeError index_not_ready
   */
  frequencies(words: readonly string[]): Promise<Frequencies>;
  /** Things by stored id or any external id in stored form; undefined where there is none. Order of the input. */
  fetch(ids: readonly string[]): Promise<(D | undefined)[]>;
  /** Everything stored, in batches of at most 1,000. */
  scan(): AsyncIterable<readonly D[]>;
  /** How many things are stored. */
  count(): Promise<number>;
  close(): Promise<void>;
}

/**
 * The search engine over works: a collection that is also searched by meaning, and from which the others are derived.
 *
 * **Marks.** Each write, removal or assignment marks what it touches before it is acknowledged: every author, topic
 * (`topics`, not keywords), institution and source that the work named before or names now, and the `name_key`s of both.
 * A mark stays until it is cleared with the stamp under which it was read; a change after the reading marks anew.
 * `unchanged` works mark nothing, and an assignment marks no names.
 *
 * **Assignments** say who authors are where the source does not, or says it wrongly. They change `author.id`, and keep
 * what the source said (`source_id`; none where there is a `name_key`); `asImported` undoes them. They do not count as
 * content: writing the work again as its source has it is `unchanged` and keeps them, writing it with other content
 * drops them (and marks). Assigning what is there already is no change; unknown works are skipped. Topics that were
 * suggested are assigned in the same way (`withTopics`): to works whose source gives none, and as long as the text is
 * the one that they were found for. An assignment without authors leaves the authors, one without topics the topics;
 * several of one work in a batch are made one after the other.
 *
 * **Vectors.** Each belongs to a model, and has its dimension (another length, or what is no number, is a programming error and throws); vectors
 * of another model are never compared. `retrieve` uses the semantic leg only when its model equals the index's current
 * model, which is the first one written; `switchModel` makes another one current when its vectors are complete.
 *
 * **Versions.** What is written are records. `join` makes one work of several (`mergeRecords`), under the least of their
 * ids; the others are stored on, but no search, scan or count has them, they have no vector, and their ids lead to the
 * work. Writing a record again is `unchanged` where its own content is; other content replaces the record, and the facts
 * of the work follow with the next `join`. Removing takes out one record alone; until those that were with it are joined
 * anew, searches may miss them, `fetch` does not. Both mark the record and all that were with it; a join marks entities
 * and names. Records that are not there are left out of their group.
 */
export interface Engine extends Collection<Work> {
  readonly name: string;
  /** Stores vectors; returns how many were accepted (unknown or changed works are skipped). */
  writeVectors(model: ModelIdentity, vectors: readonly StoredVector[]): Promise<number>;
  /**
   * Works that lack a vector of this model, at most `limit`: new and much cited ones first (`embeddingRank`), those of
   * equal rank in the order in which they were written.
   */
  unembedded(model: ModelIdentity, limit: number): Promise<UnembeddedWork[]>;
  /** How many works have a vector of this model, which need not be the current one. */
  countEmbedded(model: ModelIdentity): Promise<number>;
  /** Makes a model the current one and drops vectors of all others. */
  switchModel(model: ModelIdentity): Promise<void>;
  /** The current model's vectors of works by stored id, unit length within rounding; undefined where there is none. */
  vectors(ids: readonly string[]): Promise<(Float32Array | undefined)[]>;
  /** Sets authors and suggested topics of works; returns how many works changed. */
  assign(assignments: readonly Assignment[]): Promise<number>;
  /** Makes one work of the records of each group, which share none; returns how many works are others than before. */
  join(groups: readonly VersionGroup[]): Promise<number>;
  /** What stands under these ids themselves, records that a work takes in included. Order of the input. */
  records(ids: readonly string[]): Promise<(Work | undefined)[]>;
  /** The ids of the records that have each of these keys (`versionKeys`), as stored at this moment, by id. */
  sharing(keys: readonly string[]): Promise<(readonly string[])[]>;
  /** Sets marks, for what works alone do not tell. */
  mark(keys: readonly MarkKey[]): Promise<void>;
  /** Marks, at most `limit`; those of `names` first, then authors. */
  marked(limit: number): Promise<Mark[]>;
  /** How many marks there are. */
  countMarked(): Promise<number>;
  /** Clears marks that were not set again since they were read. */
  clear(marks: readonly Mark[]): Promise<void>;
  /**
   * Each word as the index knows it, with at most `limit` words spelt nearly as it, in the order of the input.
   * @param words folded, unstemmed
   * @throws IdeascopeError index_not_ready before the index is first built.
   */
  nearWords(words: readonly string[], limit: number): Promise<NearWords[]>;
  status(): Promise<EngineStatus>;
}

/** The collections of what is derived, by kind. */
export interface Entities {
  readonly authors: Collection<Author>;
  readonly topics: Collection<Topic>;
  readonly institutions: Collection<Institution>;
  readonly sources: Collection<Source>;
}

/** Everything that is stored: works, what is derived from them, and what people have put right. */
export interface Library extends Entities {
  readonly works: Engine;
  /** Read by `fetch`, `scan` and filters. */
  readonly curation: Collection<Curation>;
  /** What processes tell each other of imports and of works that cannot be embedded. */
  readonly journal: Journal;
}

const PARTS = ['works', 'authors', 'topics', 'institutions', 'sources', 'curation'] as const;

/** All collections of a library, works first. */
export function partsOf(
  library: Library,
): readonly Pick<Collection<Stored>, 'prepare' | 'refresh' | 'reindex' | 'close'>[] {
  return PARTS.map((part) => library[part]);
}

/** Makes what was written to any part visible to its searches: works first, as the others follow from them. */
export async function refreshLibrary(library: Library): Promise<void> {
  const [works, ...others] = partsOf(library);
  await works?.refresh();
  await Promise.all(others.map((part) => part.refresh()));
}

/** Closes all parts, also when one of them cannot be. */
export async function closeLibrary(library: Library): Promise<void> {
  const closed = await Promise.allSettled([...partsOf(library), library.journal].map((part) => part.close()));
  for (const one of closed) if (one.status === 'rejected') throw one.reason;
}
