// What has to be known of a query so that any two floors can be tried on it without searching again.
import { ALL } from '../src/domain/query.js';
import type { Retrieval, Scored, SemanticQuery } from '../src/engine/engine.js';
import { readSearch } from '../src/search/read-search.js';
import { embedText, retrieveText, type TextRequest } from '../src/search/retrieve-text.js';
import type { SemanticDeps } from '../src/search/semantic-leg.js';
import type { Collection } from './floor-collections.js';

/** Where there is no such work: below every floor. */
const NONE = -2;

/** The greatest cosine of a query with works of some sort. */
export interface Probe {
  /** With any work of the index. */
  readonly best: number;
  /** With works that have enough of its words. */
  readonly agreeing: number;
  /** With works that the search does not find by words. */
  readonly beyond: number;
  /** How many works can be found by meaning. */
  readonly vectors: number;
}

type Semantic = Omit<SemanticQuery, 'sureFloor'>;

/** The legs of a search without floors: every work in the one, every work with any of the words in the other. */
export interface OpenSearch {
  readonly probe: Probe;
  readonly semantic: Semantic;
  readonly legs: Retrieval;
  /** What it finds by words alone. */
  readonly byWords: ReadonlySet<string>;
}

/**
 * Searches as the service does in hybrid mode, but for the floors.
 * @returns undefined for a text that is not searched by meaning, such as an id
 * @throws Error if the query cannot be embedded
 */
export async function searchOpenly({ deps, works }: Collection, search: string): Promise<OpenSearch | undefined> {
  const { text, filter } = await readSearch(deps.engine, search);
  if (!text) return undefined;
  const asked = await embedText(deps, text, 'hybrid');
  if (!asked.semantic) throw new Error(`"${search}": ${asked.missing?.message}`);
  const { vector, model } = asked.semantic;
  const semantic: Semantic = { vector, model, floor: -1 };
  const request = { filter, window: works, facets: [] };
  const { retrieval: legs } = await retrieveText(deps, { ...asked, semantic }, request);
  const words: TextRequest = { text: asked.text, mode: 'keyword', semantic: undefined, missing: undefined };
  const { retrieval: lexical } = await retrieveText(deps, words, request);
  const byWords = idsOf(lexical.lexical);
  const { text: whole, loose, phrases, excluded } = asked.text;
  const plain = filter.type === 'all' && loose === whole && phrases.length + excluded.length === 0;
  const evidence = plain ? { all: legs.semantic, enough: byWords } : await evidenceOf(deps, whole, semantic, works);
  const probe = {
    best: evidence.all[0]?.score ?? NONE,
    agreeing: firstOf(evidence.all, (id) => evidence.enough.has(id)),
    beyond: firstOf(legs.semantic, (id) => !byWords.has(id)),
    vectors: legs.coverage.vectors,
  };
  return { probe, semantic, legs, byWords };
}

/** Evidence is looked for in the whole index, whatever conditions were typed. */
async function evidenceOf({ engine }: Pick<SemanticDeps, 'engine'>, words: string, semantic: Semantic, works: number) {
  const request = { filter: ALL, window: works, facets: [] };
  const near = await engine.retrieve({ ...request, lexical: false, semantic });
  const text = { text: words, loose: words, phrases: [], excluded: [] };
  const { lexical } = await engine.retrieve({ ...request, text, lexical: true });
  return { all: near.semantic, enough: idsOf(lexical) };
}

function idsOf(hits: readonly Scored[]): Set<string> {
  return new Set(hits.map(({ id }) => id));
}

function firstOf(hits: readonly Scored[], is: (id: string) => boolean): number {
  return hits.find(({ id }) => is(id))?.score ?? NONE;
}
