// Authors, topics, institutions and sources → the JSON that the API answers.
import type { EntityKind } from '../../domain/catalogue.js';
import type { Author, Institution, Source, Topic } from '../../domain/entities.js';
import { parseId } from '../../domain/ids.js';
import type { EntityOf } from '../../search/catalogues.js';
import type { EntityHit } from '../../search/search-entities.js';
import type { AuthorAnswer, AuthorBrief, EntityAnswers } from '../answers/entities.js';
import { pick, presentInstitutionRef } from './works.js';

/** An author in OpenAlex's shape, with what the platform says of the person. */
export function presentAuthor(author: Author) {
  const { attributes } = author;
  return {
    ...common(author),
    ids: { openalex: openAlexId(author.id), orcid: author.orcid ?? null },
    orcid: author.orcid ?? null,
    merged_ids: author.merged_ids,
    summary_stats: { h_index: author.h_index },
    affiliations: author.affiliations.map(({ institution, years }) => ({
      institution: presentInstitutionRef(institution),
      years,
    })),
    last_known_institutions: author.last_known_institutions.map(presentInstitutionRef),
    topics: author.topics,
    first_publication_year: author.first_publication_year ?? null,
    last_publication_year: author.last_publication_year ?? null,
    claimed: attributes.claimed ?? false,
    open_to_collaborate: attributes.open_to_collaborate ?? false,
    verification_level: attributes.verification_level ?? null,
    trust_score: attributes.trust_score ?? null,
    followers_count: attributes.followers_count ?? 0,
    bio: attributes.bio ?? null,
    links: (attributes.links ?? []).map(({ label, url }) => ({ label: label ?? null, url })),
    avatar: attributes.avatar ?? null,
  } satisfies AuthorAnswer;
}

/** An author beside something else. */
export function presentBrief(author: Author): AuthorBrief {
  const full = presentAuthor(author);
  return {
    id: full.id,
    display_name: full.display_name,
    orcid: full.orcid,
    works_count: full.works_count,
    cited_by_count: full.cited_by_count,
    summary_stats: full.summary_stats,
    last_known_institutions: full.last_known_institutions,
    last_publication_year: full.last_publication_year,
    claimed: full.claimed,
    open_to_collaborate: full.open_to_collaborate,
    verification_level: full.verification_level,
    trust_score: full.trust_score,
    followers_count: full.followers_count,
    avatar: full.avatar,
  };
}

function presentTopic(topic: Topic) {
  const { related_topics, top_authors } = topic;
  return { ...common(topic), ids: { openalex: openAlexId(topic.id) }, related_topics, top_authors };
}

function presentInstitution(institution: Institution) {
  const { id, topics, top_authors, country_code } = institution;
  const ror = institution.ror ?? null;
  return {
    ...common(institution),
    ids: { openalex: openAlexId(id), ror },
    ror,
    country_code: country_code ?? null,
    topics,
    top_authors,
  };
}

function presentSource(source: Source) {
  const { id, issn_l, topics } = source;
  return { ...common(source), ids: { openalex: openAlexId(id) }, issn_l: issn_l ?? null, topics };
}

const PRESENT: { readonly [K in EntityKind]: (entity: EntityOf[K]) => EntityAnswers[K] } = {
  authors: presentAuthor,
  topics: presentTopic,
  institutions: presentInstitution,
  sources: presentSource,
};

export function presentEntity<K extends EntityKind>(kind: K, entity: EntityOf[K]): EntityAnswers[K] {
  return PRESENT[kind](entity);
}

function common(entity: Pick<Author, 'id' | 'display_name' | 'display_name_alternatives'> & Counts) {
  const { id, display_name, display_name_alternatives, works_count, cited_by_count, counts_by_year } = entity;
  return { id, display_name, display_name_alternatives, works_count, cited_by_count, counts_by_year };
}

type Counts = Pick<Author, 'works_count' | 'cited_by_count' | 'counts_by_year'>;

/** One of a list, with how well its name answers the search, where it was searched. */
export function presentEntityHit<K extends EntityKind>(
  kind: K,
  { entity, score }: EntityHit<EntityOf[K]>,
  select: readonly string[] | undefined,
): Partial<EntityAnswers[K]> {
  const relevance = score === undefined ? {} : { relevance_score: score };
  return pick<EntityAnswers[K]>({ ...presentEntity(kind, entity), ...relevance }, select);
}

/** The id itself where it is OpenAlex's; entities are not known to it by others. */
function openAlexId(id: string): string | null {
  return parseId(id).scheme === 'openalex' ? id : null;
}
