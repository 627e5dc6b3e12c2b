// Fields of OpenAlex that are not stored here: what to say to whom filters by one.

const NOT_STORED = 'is not stored here';

/** By name; a name that ends in `.` speaks of all names that begin so. */
const ADVICE: readonly (readonly [name: string, advice: string])[] = [
  ['concepts.', 'OpenAlex has replaced concepts by topics: filter by topics.id'],
  ['concept.', 'OpenAlex has replaced concepts by topics: filter by topics.id'],
  ['x_concepts.', 'OpenAlex has replaced concepts by topics: filter by topics.id'],
  ['host_venue.', 'OpenAlex has replaced it: filter by primary_location.source.id'],
  ['alternate_host_venues.', 'OpenAlex has replaced it: filter by primary_location.source.id'],
  ['related_to', 'GET /works/{id}/related answers with the related works of a work'],
  ['cited_by', 'ask GET /works/{id}?select=referenced_works, then filter by id'],
  ['fulltext.search', 'full texts are not stored here: use title_and_abstract.search, or the parameter search'],
  ['raw_affiliation_strings.search', 'find the institution with GET /institutions?search=, then filter by its id'],
  ['institution_assertions.', 'filter by authorships.institutions.id'],
  ['authorships.institutions.lineage', 'institutions have no hierarchy here: filter by authorships.institutions.id'],
  ['institutions.lineage', 'institutions have no hierarchy here: filter by authorships.institutions.id'],
  ['authorships.institutions.', `${NOT_STORED}: institutions have id, ror and country_code`],
  ['last_known_institutions.lineage', 'institutions have no hierarchy here: filter by last_known_institutions.id'],
  ['primary_topic.', 'topics have no hierarchy here: filter by primary_topic.id'],
  ['topics.', 'topics have no hierarchy here: filter by topics.id'],
  ['from_created_date', 'use from_publication_date'],
  ['to_created_date', 'use to_publication_date'],
  ['from_updated_date', 'use from_publication_date'],
  ['to_updated_date', 'use to_publication_date'],
  ['is_oa', NOT_STORED],
  ['has_oa_', NOT_STORED],
  ['open_access.', NOT_STORED],
  ['oa_status', NOT_STORED],
  ['best_open_version', NOT_STORED],
  ['best_oa_location.', NOT_STORED],
  ['primary_location.', `${NOT_STORED}: a location has source.id and source.issn`],
  ['locations.', `${NOT_STORED}: filter by primary_location.source.id`],
  ['apc_list.', NOT_STORED],
  ['apc_paid.', NOT_STORED],
  ['biblio.', NOT_STORED],
  ['grants.', NOT_STORED],
  ['awards.', NOT_STORED],
  ['funders.', NOT_STORED],
  ['sustainable_development_goals.', NOT_STORED],
  ['is_retracted', NOT_STORED],
  ['is_paratext', NOT_STORED],
  ['is_corresponding', NOT_STORED],
  ['corresponding_author_ids', NOT_STORED],
  ['corresponding_institution_ids', NOT_STORED],
  ['has_fulltext', NOT_STORED],
  ['has_ngrams', NOT_STORED],
  ['has_pmid', NOT_STORED],
  ['has_pmcid', NOT_STORED],
  ['ids.', 'works are known here by OpenAlex ids, DOIs and arXiv ids: filter by id or doi'],
  ['mag', 'works are known here by OpenAlex ids, DOIs and arXiv ids: filter by id or doi'],
  ['pmid', 'works are known here by OpenAlex ids, DOIs and arXiv ids: filter by id or doi'],
  ['summary_stats.', 'of these h_index is stored here'],
  ['scopus', NOT_STORED],
];

/** What to do instead of filtering by a field that OpenAlex has; undefined for a name that it does not have either. */
export function adviceFor(name: string): string | undefined {
  return ADVICE.find(([known]) => (/[._]$/.test(known) ? name.startsWith(known) : name === known))?.[1];
}
