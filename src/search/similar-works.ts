// Works near a person's own ones, each with how near it is and to which: what people with the same interests are found by.
import type { Filter, TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { RetrievalRequest } from '../engine/engine.js';
import { affinity, bodyOf } from './affinity.js';
import type { LibraryDeps } from './deps.js';
import { interestsOf } from './interests.js';
import { comparing, unsearchable } from './related-seed.js';
import { type Degradation, missingVectors } from './semantic-leg.js';
import type { Ballot } from './votes.js';

/** A work near a person's own ones; its worth is its affinity to them. */
export interface NearWork extends Ballot {
  readonly work: Work;
  /** The id of the own work that it is nearest to. */
  readonly near: string;
}

export interface NearWorks {
  readonly degraded: readonly Degradation[];
  readonly works: readonly NearWork[];
}

/** Works that are looked at: shared by the interests by weight, but some for each. */
const POOL = 200;
const LEAST_PER_INTEREST = 30;

/** Own works that others are compared with, the newest. */
const COMPARED = 100;

/** Without vectors: own works whose words are searched, the newest, and what each may bring. */
const ASKED_BY_WORDS = 5;
const PER_QUESTION = 60;

/**
 * Works near the interests that own works show; without vectors those that share words and topics with the newest.
 * @param own newest first
 * @param filter what the works must fulfil
 */
export async function nearWorks(deps: LibraryDeps, own: readonly Work[], filter: Filter): Promise<NearWorks> {
  const compared = own.slice(0, COMPARED);
  const { requests, lacking } = await questions(deps, own, filter);
  const found = await Promise.all(requests.map((request) => deps.library.works.retrieve(request)));
  const degraded = lacking ? [lacking] : found.flatMap((one) => missingVectors(one) ?? []).slice(0, 1);
  const ids = [...new Set(found.flatMap((one) => [...one.semantic, ...one.lexical].map(({ id }) => id)))];
  const [works, vectors, theirs] = await Promise.all([
    deps.library.works.fetch(ids),
    deps.library.works.vectors(compared.map(({ id }) => id)),
    deps.library.works.vectors(ids),
  ]);
  const body = bodyOf(compared, vectors);
  const near = works.flatMap((work, i): NearWork[] => {
    if (work === undefined) return [];
    const { score, near } = affinity(body, work, theirs[i]);
    const authors = work.authorships.flatMap(({ author }) => author.id ?? []);
    return near === undefined ? [] : [{ id: work.id, worth: score, authors, work, near }];
  });
  return { degraded, works: near };
}

/** What the engine is asked for: one question for each interest, or for each of some works. */
async function questions(deps: LibraryDeps, own: readonly Work[], filter: Filter) {
  // what ranks the neighbours is their affinity: the floor only keeps noise out
  const comparable = await comparing(deps);
  const interests = comparable ? await interestsOf(deps, own) : [];
  const base = { filter, facets: [] };
  if (comparable && interests.length > 0) {
    const requests = interests.map(({ vector, weight }): RetrievalRequest => {
      const window = Math.max(LEAST_PER_INTEREST, Math.ceil(POOL * weight));
      return { ...base, lexical: false, semantic: { ...comparable, vector }, window };
    });
    return { requests, lacking: undefined };
  }
  const requests = own.slice(0, ASKED_BY_WORDS).map((work): RetrievalRequest => {
    return { ...base, text: wordsOf(work), lexical: true, window: PER_QUESTION };
  });
  return { requests, lacking: unsearchable(deps) };
}

/** Title, topics and abstract of a work as a loose question. */
function wordsOf({ display_name, abstract, topics }: Work): TextQuery {
  const text = [display_name, ...topics.map((topic) => topic.display_name), abstract ?? ''].join(' ');
  return { text, loose: text, phrases: [], excluded: [] };
}

/** Works by none of these people. */
export function byNoneOf(people: readonly string[]): Filter {
  return { type: 'not', filter: { type: 'values', field: 'authorships.author.id', values: people } };
}
