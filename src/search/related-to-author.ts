// What a person would want to read next: works near each of the interests that their own works show.
import { WORKS } from '../domain/fields.js';
import { and, type Filter } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Engine, Retrieval, Scored, SemanticQuery } from '../engine/engine.js';
import { affinity, type Body, bodyOf } from './affinity.js';
import type { LibraryDeps } from './deps.js';
import { interestsOf } from './interests.js';
import { likenessOf } from './near-duplicates.js';
import { authorOf, ownWorks, writtenBy } from './own-works.js';
import { parseFilter } from './parse-filter.js';
import { nearOwnWork } from './related-reasons.js';
import { comparing, unsearchable } from './related-seed.js';
import { Selection } from './related-select.js';
import { type Judged, type Shelf, Shelves } from './related-shelves.js';
import { noteSize, tellingWords, vocabularyOf } from './related-vocabulary.js';
import type { RelatedAnswer, RelatedHit, RelatedRequest } from './related-works.js';
import { type Degradation, missingVectors } from './semantic-leg.js';

/** Candidates per search, all interests together, and how many of them are read and compared at once. */
const WINDOW = 400;
const BLOCK = 30;

/** Own works that are looked at, the newest. */
const READ = 200;

/** Own works of an interest that candidates are compared with: those nearest to its middle. */
const COMPARED = 60;

/** Without vectors, each of so many of the newest own works is searched for by so many of its words. */
const BY_WORDS = 4;
const WORDS = 25;

/**
 * Works lose a half of what age can cost per five years, and age costs half at most: among equally near works the recent
 * one comes first, and no distance in time makes up for a subject.
 */
const HALF_LIFE = 5;
const MOST_LOST = 0.5;

const SCORE_DIGITS = 6;

/**
 * What the person with this stored id would want to read next. Own works are grouped into interests; the works of others
 * nearest to each are compared with the works that show it (`affinity`), recent ones preferred, and the list takes from the
 * interests in proportion to their weight, so that its scores do not fall steadily. Left out are works that the person
 * wrote alone or with others, other versions of these, near-duplicates, and more than two works of any author. Without
 * vectors, by the words of the newest own works. `own`: the works of the person, newest first, if the caller has them.
 * @throws IdeascopeError not_found, unknown_field, invalid_filter, index_not_ready
 */
export async function relatedToAuthor(
  deps: LibraryDeps,
  authorId: string,
  request: RelatedRequest,
  own?: readonly Work[],
): Promise<RelatedAnswer> {
  const asked = parseFilter(request.filter ?? '', WORKS);
  const given = own ?? (await Promise.all([ownWorks(deps, authorId, READ), authorOf(deps, authorId)]))[0];
  const works = given.slice(0, READ);
  if (works.length === 0) return { degraded: [], hits: [] };
  const filter = and([asked, { type: 'not', filter: writtenBy(authorId) }]);
  const { near, degraded } = await findNear(deps, works, filter);
  return { degraded, hits: await choose(deps.library.works, works, near, request.limit) };
}

/** Candidates near some of the person's works, before they are compared with these. */
interface Interesting {
  readonly hits: readonly Scored[];
  readonly weight: number;
  /** Ids of own works. */
  readonly own: readonly string[];
}

interface Found {
  readonly near: readonly Interesting[];
  readonly degraded: readonly Degradation[];
}

async function findNear(deps: LibraryDeps, works: readonly Work[], filter: Filter): Promise<Found> {
  const [interests, base] = await Promise.all([interestsOf(deps, works), comparing(deps)]);
  if (interests.length === 0 || !base) {
    return { near: await byWords(deps, works, filter), degraded: [unsearchable(deps)] };
  }
  const window = Math.ceil(WINDOW / interests.length);
  const found = await Promise.all(
    interests.map(({ vector }) => byMeaning(deps.library.works, { ...base, vector }, filter, window)),
  );
  const lacking = found[0] && missingVectors(found[0]);
  if (lacking?.code === 'vectors_missing') return { near: await byWords(deps, works, filter), degraded: [lacking] };
  const near = interests.map(({ weight, works: own }, i) => ({ weight, own, hits: found[i]?.semantic ?? [] }));
  return { near, degraded: lacking ? [lacking] : [] };
}

function byMeaning(engine: Engine, semantic: SemanticQuery, filter: Filter, window: number): Promise<Retrieval> {
  return engine.retrieve({ filter, lexical: false, semantic, window, facets: [] });
}

/** Without interests, each of the newest works stands for one. */
async function byWords(deps: LibraryDeps, works: readonly Work[], filter: Filter): Promise<Interesting[]> {
  const engine = deps.library.works;
  const vocabulary = await vocabularyOf(engine);
  const searches = works.slice(0, BY_WORDS).map(async (work): Promise<Interesting> => {
    const loose = tellingWords(vocabulary, work, WORDS)
      .map(({ word }) => word)
      .join(' ');
    const near = { weight: 1, own: [work.id] };
    if (loose === '') return { ...near, hits: [] };
    const text = { text: loose, loose, phrases: [], excluded: [] };
    const found = await engine.retrieve({ filter, text, lexical: true, window: WINDOW / BY_WORDS, facets: [] });
    noteSize(engine, found.coverage.works);
    return { ...near, hits: found.lexical };
  });
  return Promise.all(searches);
}

/** The share of its nearness that a work keeps for its age; a year that is not known is that of a work of middle age. */
function freshness(year: number | undefined, latest: number | undefined): number {
  const age = year === undefined || latest === undefined ? HALF_LIFE : Math.max(0, latest - year);
  return 1 - MOST_LOST * (1 - 0.5 ** (age / HALF_LIFE));
}

async function choose(
  engine: Engine,
  own: readonly Work[],
  near: readonly Interesting[],
  limit: number,
): Promise<RelatedHit[]> {
  const ids = near.flatMap((interest) => interest.own.slice(0, COMPARED));
  const [read, { latestYear }] = await Promise.all([engine.vectors(ids), vocabularyOf(engine)]);
  const vectors = new Map(ids.map((id, i) => [id, read[i]]));
  const ownById = new Map(own.map((work) => [work.id, work]));
  const shelves = near.map((interest): Shelf => {
    const compared = interest.own.slice(0, COMPARED).flatMap((id) => ownById.get(id) ?? []);
    const body = bodyOf(
      compared,
      compared.map(({ id }) => vectors.get(id)),
    );
    return { ...interest, judge: (some) => judge(engine, body, latestYear, some) };
  });
  const selection = new Selection(own.map((work) => likenessOf(work, vectors.get(work.id))));
  const hits: RelatedHit[] = [];
  const block = Math.max(1, Math.ceil(BLOCK / shelves.length));
  await new Shelves(shelves, block).walk(limit, ({ work, vector, score, near: nearest }) => {
    const reason = nearest === undefined ? undefined : ownById.get(nearest);
    // words of a name or of a journal alone are no nearness
    if (!reason || !selection.take(work, vector)) return false;
    hits.push({ work, score: Number(score.toFixed(SCORE_DIGITS)), reasons: [nearOwnWork(reason, score)] });
    return true;
  });
  return hits;
}

/** Reads candidates and compares them with the own works of one interest. */
async function judge(
  engine: Engine,
  body: Body,
  latestYear: number | undefined,
  ids: readonly string[],
): Promise<Judged[]> {
  const [works, vectors] = await Promise.all([engine.fetch(ids), engine.vectors(ids)]);
  return works.flatMap((work, i): Judged[] => {
    if (!work) return [];
    const { score, near } = affinity(body, work, vectors[i]);
    return [{ work, vector: vectors[i], score: score * freshness(work.publication_year, latestYear), near }];
  });
}
