// Completions → OpenAlex's shape: a hint that tells things of one name apart, an id that others know, and marks.
import type { Kind } from '../../domain/catalogue.js';
import type { Author, Source, Topic } from '../../domain/entities.js';
import type { Work } from '../../domain/work.js';
import type { Completed, ThingOf } from '../../search/autocomplete.js';
import { SINGULAR } from '../../search/catalogues.js';
import { markTyped } from '../../search/mark-typed.js';
import type { CompletionAnswer } from '../contract/autocomplete.js';

const MOST_IN_HINT = 3;

/** What is shown of a kind. */
interface Shown<D> {
  readonly hint: (thing: D) => string | undefined;
  readonly externalId: (thing: D) => string | undefined;
  readonly filterKey: string;
}

const SHOWN: { readonly [K in Kind]: Shown<ThingOf[K]> } = {
  works: { hint: firstAuthors, externalId: ({ ids }) => ids.doi ?? ids.arxiv, filterKey: 'id' },
  authors: {
    hint: (author: Author) => author.last_known_institutions[0]?.display_name,
    externalId: ({ orcid }) => orcid,
    filterKey: 'authorships.author.id',
  },
  topics: { hint: relatedTopics, externalId: () => undefined, filterKey: 'topics.id' },
  institutions: {
    hint: ({ country_code }) => country_code && countryName(country_code),
    externalId: ({ ror }) => ror,
    filterKey: 'authorships.institutions.id',
  },
  sources: { hint: issnOrWorks, externalId: ({ issn_l }) => issn_l, filterKey: 'primary_location.source.id' },
};

/** @param typed what the marks of the highlight show */
export function presentCompletion({ kind, thing }: Completed, typed: string): CompletionAnswer {
  const { hint, externalId, filterKey } = SHOWN[kind] as Shown<typeof thing>;
  const highlight = markTyped(thing.display_name, typed);
  return {
    id: thing.id,
    display_name: thing.display_name,
    hint: hint(thing) ?? null,
    entity_type: kind === 'works' ? 'work' : SINGULAR[kind],
    cited_by_count: thing.cited_by_count,
    works_count: 'works_count' in thing ? thing.works_count : null,
    external_id: externalId(thing) ?? null,
    filter_key: filterKey,
    ...(highlight === undefined ? {} : { highlight }),
  };
}

function firstAuthors({ authorships, publication_year }: Work): string | undefined {
  const names = authorships.slice(0, MOST_IN_HINT).map(({ author }) => author.display_name);
  const people = authorships.length > MOST_IN_HINT ? [...names, '…'] : names;
  const parts = [people.join(', '), publication_year === undefined ? '' : String(publication_year)];
  return parts.filter(Boolean).join(' · ') || undefined;
}

function relatedTopics({ related_topics }: Topic): string | undefined {
  const names = related_topics.slice(0, MOST_IN_HINT).map(({ display_name }) => display_name);
  return names.join(', ') || undefined;
}

function issnOrWorks({ issn_l, works_count }: Source): string {
  return issn_l ?? (works_count === 1 ? '1 work' : `${works_count} works`);
}

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** What is no region at all stays as it is. */
function countryName(code: string): string {
  try {
    return COUNTRIES.of(code) ?? code;
  } catch {
    return code;
  }
}
