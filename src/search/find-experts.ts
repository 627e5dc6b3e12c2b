// Researchers for a topic or an idea: the works about it vote for the people who wrote them.
import type { Author } from '../domain/entities.js';
import { compareText } from '../domain/order.js';
import { and, type Filter, type TextQuery } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Total } from '../engine/engine.js';
import { step } from '../request-scope.js';
import type { LibraryDeps } from './deps.js';
import { AUTHOR_ID, circleOf, worksOf } from './experts-people.js';
import { takePoll, type Vote } from './experts-poll.js';
import type { LegHit } from './fuse.js';
import { type Highlight, highlighter } from './highlight.js';
import { inexactFacets, type Paging, pagingOf, relevancePage, roundedScore } from './paging.js';
import { readSearchText } from './read-search.js';
import { embedText, retrieveText, type TextRequest } from './retrieve-text.js';
import type { Degradation, SearchMode } from './semantic-leg.js';
import { type DidYouMean, didYouMean } from './spelling.js';
import { splitFilter } from './split-filter.js';
import type { Understood } from './understood.js';
import type { Candidate } from './votes.js';

export interface ExpertsRequest {
  /** A topic or a whole text; the syntax of a search over works. Names of people find nobody. */
  readonly search: string;
  /** Names of the catalogues of authors and works (`split-filter.ts`). */
  readonly filter?: string | undefined;
  readonly mode: SearchMode;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** Works to show for each person, 0 to 10. */
  readonly evidence: number;
  readonly highlight: boolean;
}

/** A work that speaks for a person, and how it was found. */
export interface EvidenceWork {
  readonly work: Work;
  /** What the work is worth as a vote, 0 to 1. */
  readonly score: number;
  readonly lexical: LegHit | undefined;
  readonly semantic: LegHit | undefined;
  readonly highlight?: Highlight;
}

/** A topic of the works that speak for a person. */
export interface MatchedTopic {
  readonly id: string;
  readonly display_name: string;
  /** How many of these works have it. */
  readonly works_count: number;
}

export interface Expert {
  readonly author: Author;
  /** From 0 to 1. */
  readonly score: number;
  /** How many works of the person match the search. */
  readonly worksOnTopic: number;
  readonly topics: readonly MatchedTopic[];
  /** Year of the latest work of the person on any topic. */
  readonly lastActiveYear: number | undefined;
  /** Best first. */
  readonly evidence: readonly EvidenceWork[];
}

export interface ExpertsAnswer {
  /** People who got votes; `gte` where works match that did not vote. */
  readonly total: Total;
  /** How many of them paging can reach. */
  readonly reachable: number;
  /** The mode actually used; undefined where there was nothing to search for. */
  readonly mode: SearchMode | undefined;
  readonly degraded: readonly Degradation[];
  /** The search as it was probably meant, if it has likely typos. */
  readonly didYouMean: DidYouMean | undefined;
  readonly understood: Understood;
  readonly experts: readonly Expert[];
}

interface Asked {
  /** Undefined where there is nothing to know of. */
  readonly text: TextQuery | undefined;
  readonly understood: Understood;
  readonly people: Filter;
  readonly works: Filter;
  readonly paging: Paging;
}

/** How many topics of the works that speak for a person are named. */
const TOPICS = 10;

/**
 * Finds people by what they have written, one page of them: works are searched as ever, and the best of them vote for
 * their authors. Conditions that were typed hold for these works; without a word beside them there is nothing to know
 * of, and nobody is found.
 * @throws IdeascopeError invalid_parameter, invalid_filter, unknown_field, page_out_of_reach, semantic_unavailable,
 *   index_not_ready
 */
export async function findExperts(deps: LibraryDeps, request: ExpertsRequest): Promise<ExpertsAnswer> {
  const asked = await step('understand', () => understandRequest(request));
  const { understood } = asked;
  if (!asked.text) return { ...NOBODY, didYouMean: undefined, understood };
  const { text: typed, people } = asked;
  const [text, circle] = await step('retrieve', () =>
    Promise.all([embedText(deps, typed, request.mode), circleOf(deps.library.authors, people)]),
  );
  const poll = await takePoll(deps, { text, filter: and([asked.works, worksOf(circle)]), circle });
  const { candidates, complete, mode } = poll;
  const { page, reachable } = relevancePage(asked.paging, candidates, candidates.length + (complete ? 0 : 1));
  const ids = page.map(({ id }) => id);
  const shown = page.flatMap(({ ballots }) => ballots.map(({ work }) => work));
  const [authors, onTopic, meant] = await Promise.all([
    ids.length > 0 ? deps.library.authors.fetch(ids) : [],
    countWorks(deps, text, asked.works, ids),
    didYouMean(deps, { search: request.search, text: typed, filter: asked.works, shown }),
  ]);
  const mark = request.highlight ? highlighter(text.text) : undefined;
  const experts = page.flatMap((candidate, i): Expert[] => {
    const author = authors[i];
    // not derived yet from works that are already found
    if (!author) return [];
    const worksOnTopic = onTopic.counts.get(candidate.id) ?? candidate.ballots.length;
    return [presentReady(candidate, author, worksOnTopic, request.evidence, mark)];
  });
  const total: Total = { value: candidates.length, relation: complete ? 'eq' : 'gte' };
  const degraded = [...poll.degraded, ...onTopic.degraded];
  return { total, reachable, mode, degraded, didYouMean: meant, understood, experts };
}

function understandRequest(request: ExpertsRequest): Asked {
  const { people, works } = splitFilter(request.filter ?? '');
  const { text, filter, understood } = readSearchText(request.search);
  const paging = pagingOf(request, 'relevance', []);
  return { text, understood, people, works: and([works, filter]), paging };
}

const NOBODY = {
  total: { value: 0, relation: 'eq' },
  reachable: 0,
  mode: undefined,
  degraded: [],
  experts: [],
} as const;

/** Matches nothing, and speaks of another field than authors: beside a condition on these, it stays one in their facet. */
const NOTHING: Filter = { type: 'values', field: 'id', values: [] };

/** How many works of each person match: an exact count over the matched set, whoever voted. */
async function countWorks(
  deps: LibraryDeps,
  text: TextRequest,
  filter: Filter,
  ids: readonly string[],
): Promise<{ counts: ReadonlyMap<string | number, number>; degraded: readonly Degradation[] }> {
  if (ids.length === 0) return { counts: new Map(), degraded: [] };
  const theirs: Filter = { type: 'values', field: AUTHOR_ID, values: ids };
  const kept = [filter, theirs].map((one): Filter => ({ type: 'or', filters: [one, NOTHING] }));
  const { retrieval } = await retrieveText(deps, text, {
    filter: { type: 'and', filters: [...kept, theirs] },
    window: 0,
    // the selected values come on top
    facets: [{ field: AUTHOR_ID, size: 1 }],
  });
  const counts = new Map(retrieval.facets.get(AUTHOR_ID)?.map(({ key, count }) => [key, count]));
  return { counts, degraded: inexactFacets(retrieval) };
}

function presentReady(
  { score, ballots }: Candidate<Vote>,
  author: Author,
  worksOnTopic: number,
  shown: number,
  mark: ((work: Work) => Highlight) | undefined,
): Expert {
  const evidence = ballots.slice(0, shown).map(
    ({ work, worth, lexical, semantic }): EvidenceWork => ({
      work,
      score: roundedScore(worth),
      lexical,
      semantic,
      ...(mark ? { highlight: mark(work) } : {}),
    }),
  );
  return {
    author,
    score: roundedScore(score),
    worksOnTopic,
    topics: topicsOf(ballots.map(({ work }) => work)),
    lastActiveYear: author.last_publication_year,
    evidence,
  };
}

/** Most works first, then by id. */
function topicsOf(works: readonly Work[]): MatchedTopic[] {
  const topics = new Map<string, MatchedTopic>();
  for (const { id, display_name } of works.flatMap((work) => distinctTopics(work))) {
    const known = topics.get(id);
    topics.set(id, {
      id,
      display_name: known?.display_name ?? display_name,
      works_count: (known?.works_count ?? 0) + 1,
    });
  }
  return [...topics.values()].sort((a, b) => b.works_count - a.works_count || compareText(a.id, b.id)).slice(0, TOPICS);
}

function distinctTopics({ topics }: Work): Work['topics'] {
  return [...new Map(topics.map((topic) => [topic.id, topic])).values()];
}
