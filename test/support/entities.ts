// Invented authors, topics, institutions and sources for tests: builders with valid defaults, as `makeWork` for works.
import type { Author, Curation, Institution, Source, Topic } from '../../src/domain/entities.js';

const PLAIN = {
  display_name: 'Unnamed',
  display_name_alternatives: [],
  works_count: 1,
  cited_by_count: 0,
  counts_by_year: [],
};

type Given<D extends { id: string }> = Partial<D> & Pick<D, 'id'>;

/** A valid author; what matters to a test is given, the rest is plain. */
export function makeAuthor(given: Given<Author>): Author {
  return {
    ...PLAIN,
    merged_ids: [],
    affiliations: [],
    last_known_institutions: [],
    topics: [],
    h_index: 0,
    attributes: {},
    ...given,
  };
}

export function makeTopic(given: Given<Topic>): Topic {
  return { ...PLAIN, related_topics: [], top_authors: [], ...given };
}

export function makeInstitution(given: Given<Institution>): Institution {
  return { ...PLAIN, topics: [], top_authors: [], ...given };
}

export function makeSource(given: Given<Source>): Source {
  return { ...PLAIN, topics: [], ...given };
}

export function makeCuration(given: Given<Curation>): Curation {
  return { attributes: {}, split: {}, ...given };
}
