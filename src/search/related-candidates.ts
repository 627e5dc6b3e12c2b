// Candidates for related works: near the seed in meaning or words, and tied to it by citations. Few and broad requests.
import { and, type Filter, type TextQuery } from '../domain/query.js';
import { externalIds, type Work } from '../domain/work.js';
import { type Engine, type Retrieval, type SemanticQuery, unrelatedCosine } from '../engine/engine.js';
import { citedTogether } from './coupling.js';
import { type FusedHit, fuse } from './fuse.js';

/** Hits of each leg that are fused: enough for the longest list after near-duplicates and authors with many works. */
const WINDOW = 200;

/** Works with citation ties that are looked at: those nearest in meaning, as they cannot be asked for by their ties. */
const LINKED = 50;

/** Works that are looked at because others cite them together with the seed. */
const CITED_TOGETHER = 20;

/** Of the works that are near, the first so many are read for their references; more are read when they are shown. */
const READ = 60;

/** A candidate that came in by text or by citations. `cosine` is undefined below the floor. */
export interface Candidate {
  readonly id: string;
  /** How near it is by text, 0 to 1. */
  readonly text: number;
  readonly cosine: number | undefined;
  /** Read where references are needed. */
  readonly work: Work | undefined;
}

export interface Candidates {
  readonly all: readonly Candidate[];
  /** The retrieval by text, for what it says of the index. */
  readonly retrieval: Retrieval;
}

/** What candidates are looked for with. `filter` holds for all of them and leaves the seed out. */
export interface Search {
  readonly seed: Work;
  readonly filter: Filter;
  readonly text: TextQuery | undefined;
  readonly semantic: SemanticQuery | undefined;
}

/** Two requests at once, one read; and again one of each if the seed is cited. */
export async function candidatesFor(engine: Engine, search: Search): Promise<Candidates> {
  const [retrieval, linked] = await Promise.all([
    byText(engine, search),
    tied(engine, search, tiedTo(search.seed), LINKED),
  ]);
  const near = fuse(retrieval.lexical, retrieval.semantic, search.semantic && unrelatedCosine(search.semantic));
  const first = near.slice(0, READ);
  const drafts = new Map<string, Omit<Candidate, 'work'>>();
  for (const hit of near) drafts.set(hit.id, ofHit(hit));
  const best = Math.max(retrieval.semantic[0]?.score ?? 0, search.semantic?.floor ?? 0);
  const add = (found: Linked) => {
    const near = found.cosine !== undefined && found.cosine >= (search.semantic?.floor ?? 0);
    const cosine = near ? found.cosine : undefined;
    if (!drafts.has(found.id)) drafts.set(found.id, { id: found.id, cosine, text: textOf(found, best) });
  };
  linked.forEach(add);
  const works = await readAll(engine, [...first, ...linked]);
  const others = citedTogether(search.seed, [...works.values()], CITED_TOGETHER);
  const together = await tied(
    engine,
    search,
    others.length > 0 ? { type: 'values', field: 'id', values: others } : undefined,
    CITED_TOGETHER,
  );
  together.forEach(add);
  for (const [id, work] of await readAll(engine, together)) works.set(id, work);
  return { all: [...drafts.values()].map((draft) => ({ ...draft, work: works.get(draft.id) })), retrieval };
}

function byText(engine: Engine, { filter, text, semantic }: Search): Promise<Retrieval> {
  return engine.retrieve({
    filter: text || semantic ? filter : { type: 'none' },
    ...(text ? { text } : {}),
    lexical: text !== undefined,
    ...(semantic ? { semantic } : {}),
    window: WINDOW,
    facets: [],
  });
}

function ofHit({ id, score, semantic }: FusedHit): Omit<Candidate, 'work'> {
  return { id, text: score, cosine: semantic?.score };
}

/** A work found by its ties. */
interface Linked {
  readonly id: string;
  readonly cosine: number | undefined;
}

/** Works that cite the seed, that it cites, or that cite what it cites. */
function tiedTo(seed: Work): Filter | undefined {
  const own = [seed.id, ...externalIds(seed)];
  const cited = seed.referenced_works.filter((id) => !own.includes(id));
  const citing: Filter = { type: 'values', field: 'referenced_works', values: [...own, ...cited] };
  return cited.length === 0
    ? citing
    : { type: 'or', filters: [citing, { type: 'values', field: 'id', values: cited }] };
}

/** Those of the works with this condition that are nearest to the seed, then the most cited of those that are not near. */
async function tied(
  engine: Engine,
  { filter, semantic }: Search,
  condition: Filter | undefined,
  limit: number,
): Promise<readonly Linked[]> {
  if (!condition) return [];
  const found = await engine.retrieve({
    filter: and([filter, condition]),
    lexical: false,
    // ties count however far the texts are apart
    ...(semantic ? { semantic: { ...semantic, floor: 0 } } : {}),
    window: semantic ? limit : 0,
    order: { by: [{ field: 'cited_by_count', direction: 'desc' }], offset: 0, limit },
    facets: [],
  });
  const near = found.semantic.map(({ id, score }) => ({ id, cosine: score }));
  const seen = new Set(near.map(({ id }) => id));
  const others = found.sorted.filter((id) => !seen.has(id)).map((id) => ({ id, cosine: undefined }));
  return [...near, ...others].slice(0, limit);
}

/** The semantic half of a fused score: a work found by its ties has no score for its words. */
function textOf({ cosine }: Linked, best: number): number {
  return cosine === undefined || best <= 0 ? 0 : 0.5 * Math.min(1, cosine / best);
}

async function readAll(engine: Engine, hits: readonly { readonly id: string }[]): Promise<Map<string, Work>> {
  const ids = [...new Set(hits.map(({ id }) => id))];
  const works = ids.length === 0 ? [] : await engine.fetch(ids);
  return new Map(works.flatMap((work) => (work ? [[work.id, work] as const] : [])));
}
