// Everything that the page of a person shows, in one answer.
import type { Author } from '../domain/entities.js';
import type { Work } from '../domain/work.js';
import type { Total } from '../engine/engine.js';
import { bondsOf, type Collaborator, collaboratorsAmong } from './collaborators.js';
import type { LibraryDeps } from './deps.js';
import { type Graph, graphOfAuthor } from './graph.js';
import { headerCountsOf } from './header-counts.js';
import { allOwnWorks, authorOf, NEWEST_READ } from './own-works.js';
import { relatedToAuthor } from './related-to-author.js';
import type { RelatedAnswer } from './related-works.js';

export interface ProfileCounts {
  readonly works: number;
  readonly followers: number;
  readonly topics: number;
  readonly close_collaborators: number;
  readonly collaborators: number;
}

export interface Profile {
  readonly author: Author;
  readonly counts: ProfileCounts;
  /** The first ten, newest first. */
  readonly works: readonly Work[];
  readonly worksTotal: Total;
  readonly topics: Author['topics'];
  /** The first ten, close ones first. */
  readonly collaborators: readonly Collaborator[];
  /** One step around the person, 30 nodes at most. */
  readonly graph: Graph;
  /** Ten works to read next. */
  readonly related: RelatedAnswer;
  readonly countsByYear: Author['counts_by_year'];
}

/** What the page shows of each list. */
const WORKS_SHOWN = 10;
const COLLABORATORS_SHOWN = 10;
const NODES_SHOWN = 30;
const RELATED_SHOWN = 10;

/**
 * A whole profile. The parts run at the same time; own works are read once.
 * @param authorId a stored id
 * @throws IdeascopeError not_found, index_not_ready
 */
export async function authorProfile(deps: LibraryDeps, authorId: string): Promise<Profile> {
  const [author, own] = await Promise.all([authorOf(deps, authorId), allOwnWorks(deps, authorId)]);
  const bonds = bondsOf(author.id, own.works);
  const [people, graph, related] = await Promise.all([
    collaboratorsAmong(deps, bonds, { page: 1, perPage: COLLABORATORS_SHOWN }),
    graphOfAuthor(deps, author, own, NODES_SHOWN),
    relatedToAuthor(deps, author.id, { limit: RELATED_SHOWN }, own.works.slice(0, NEWEST_READ)),
  ]);
  const { topics, closeCollaborators } = headerCountsOf(own.works, bonds);
  return {
    author,
    counts: {
      works: own.total.value,
      followers: author.attributes.followers_count ?? 0,
      topics,
      close_collaborators: closeCollaborators,
      collaborators: people.total.value,
    },
    works: own.works.slice(0, WORKS_SHOWN),
    worksTotal: own.total,
    topics: author.topics,
    collaborators: people.collaborators,
    graph,
    related,
    countsByYear: author.counts_by_year,
  };
}
