// People with the interests of a person who have never written a work together with that person.
import type { Author } from '../domain/entities.js';
import { and } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import { bondsOf } from './collaborators.js';
import type { LibraryDeps } from './deps.js';
import { type Circle, circleOf, membersOf, worksOf } from './experts-people.js';
import { allOwnWorks, authorOf } from './own-works.js';
import { pathLengths } from './paths.js';
import type { Degradation } from './semantic-leg.js';
import { byNoneOf, type NearWork, nearWorks } from './similar-works.js';
import { splitFilter } from './split-filter.js';
import { type Candidate, countVotes } from './votes.js';

export interface SimilarRequest {
  /** People at most. */
  readonly limit: number;
  /** Names of the catalogues of authors and works (`split-filter.ts`). */
  readonly filter?: string | undefined;
}

/** A work that speaks for a person, and the work of the seed that it is near. */
export interface SimilarEvidence {
  readonly work: Work;
  /** The id of the own work. */
  readonly near: string;
}

export interface SimilarAuthor {
  readonly author: Author;
  /** From 0 to 1. */
  readonly score: number;
  /** Topics that both write about, those of most works of the seed first. */
  readonly sharedTopics: readonly { readonly id: string; readonly display_name: string }[];
  /** Steps over joint works: 2 with a common co-author, 3 one step further, null if there is no path of at most 3. */
  readonly pathLength: 2 | 3 | null;
  /** Best first. */
  readonly evidence: readonly SimilarEvidence[];
}

export interface SimilarAnswer {
  readonly degraded: readonly Degradation[];
  /** Best first. */
  readonly authors: readonly SimilarAuthor[];
}

/** Co-authors whose works make room for those of others, if they fill the answer. */
const MOST_LEFT_OUT = 500;

const EVIDENCE_SHOWN = 3;
const TOPICS_SHOWN = 10;

/**
 * Finds people by works near the interests of a person: these works vote for their authors as in a search for experts,
 * each with its affinity to the person's works. Who has ever written with the person is left out.
 * @param authorId a stored id
 * @throws IdeascopeError not_found, invalid_filter, unknown_field, index_not_ready
 */
export async function similarAuthors(
  deps: LibraryDeps,
  authorId: string,
  { limit, filter }: SimilarRequest,
): Promise<SimilarAnswer> {
  const { people, works } = splitFilter(filter ?? '');
  const [author, own, circle] = await Promise.all([
    authorOf(deps, authorId),
    allOwnWorks(deps, authorId),
    circleOf(deps.library.authors, people),
  ]);
  const coauthors = bondsOf(author.id, own.works).map(({ id }) => id);
  const wanted = and([works, worksOf(circle), byNoneOf([author.id])]);
  const strangers = and([wanted, byNoneOf(coauthors.slice(0, MOST_LEFT_OUT))]);
  const conditions: Conditions = { known: new Set([author.id, ...coauthors]), circle };
  let near = await nearWorks(deps, own.works, wanted);
  let chosen = await choose(deps, near.works, conditions, limit);
  if (chosen.length < limit && coauthors.length > 0) {
    const further = await nearWorks(deps, own.works, strangers);
    const all = new Map([...near.works, ...further.works].map((one) => [one.id, one]));
    near = { degraded: further.degraded, works: [...all.values()] };
    chosen = await choose(deps, near.works, conditions, limit);
  }
  return { degraded: near.degraded, authors: await describe(deps, author, coauthors, chosen) };
}

/** Who may not be chosen, and what the others must fulfil. */
interface Conditions {
  readonly known: ReadonlySet<string>;
  readonly circle: Circle;
}

interface Chosen {
  readonly author: Author;
  readonly candidate: Candidate<NearWork>;
}

/** The people with the most votes, best first. */
async function choose(
  { library }: LibraryDeps,
  works: readonly NearWork[],
  { known, circle }: Conditions,
  limit: number,
): Promise<Chosen[]> {
  const ballots = works.map((one) => ({ ...one, authors: one.authors.filter((id) => !known.has(id)) }));
  const candidates = countVotes(ballots);
  const members = await membersOf(
    library.authors,
    circle,
    candidates.map(({ id }) => id),
  );
  const first = candidates.filter(({ id }) => members.has(id)).slice(0, limit);
  const authors = await library.authors.fetch(first.map(({ id }) => id));
  return first.flatMap((candidate, i): Chosen[] => {
    const author = authors[i];
    // who is not derived yet cannot be shown
    return author === undefined ? [] : [{ author, candidate }];
  });
}

async function describe(
  deps: LibraryDeps,
  seed: Author,
  coauthors: readonly string[],
  chosen: readonly Chosen[],
): Promise<SimilarAuthor[]> {
  const lengths = await pathLengths(
    deps,
    coauthors,
    chosen.map(({ author }) => author.id),
  );
  return chosen.map(({ author, candidate }) => {
    const length = lengths.get(author.id) ?? null;
    const topics = new Set(author.topics.map(({ id }) => id));
    return {
      author,
      score: candidate.score,
      sharedTopics: seed.topics
        .filter(({ id }) => topics.has(id))
        .slice(0, TOPICS_SHOWN)
        .map(({ id, display_name }) => ({ id, display_name })),
      // co-authors are not among them, unless one became one just now
      pathLength: length === 1 ? 2 : length,
      evidence: candidate.ballots.slice(0, EVIDENCE_SHOWN).map(({ work, near }) => ({ work, near })),
    };
  });
}
