// The counts that the page of a person begins with, as far as the record does not hold them.
import type { Author } from '../domain/entities.js';
import type { Work } from '../domain/work.js';
import { type Bond, bondsOf } from './collaborators.js';
import type { LibraryDeps } from './deps.js';
import { allOwnWorks } from './own-works.js';

export interface HeaderCounts {
  /** All topics of the works; the record names those with most works. */
  readonly topics: number;
  readonly closeCollaborators: number;
}

/** Counted over all works of the person. @throws IdeascopeError index_not_ready */
export async function headerCounts(deps: LibraryDeps, { id }: Author): Promise<HeaderCounts> {
  const { works } = await allOwnWorks(deps, id);
  return headerCountsOf(works, bondsOf(id, works));
}

/** The same of what is at hand: all works of the person, and the bonds that they make. */
export function headerCountsOf(works: readonly Work[], bonds: readonly Bond[]): HeaderCounts {
  const topics = new Set(works.flatMap((work) => work.topics.map((topic) => topic.id)));
  return { topics: topics.size, closeCollaborators: bonds.filter(({ close }) => close).length };
}
