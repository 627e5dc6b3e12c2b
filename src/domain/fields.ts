// The field catalogue of works: the one place that says what can be searched, filtered, counted and sorted.
import { type Catalogue, catalogueOf, dayNumber, type Field, field, flag, one, type TextField } from './catalogue.js';
import { bareIssn, canonicalId, issnOf } from './ids.js';
import { externalIds, type InstitutionRef, type Work } from './work.js';

const institutionsOf = (w: Work) => w.authorships.flatMap((a) => a.institutions);

/** How many different values institutions have; one without a value does not count. */
function distinctCount(
  institutions: readonly InstitutionRef[],
  of: (one: InstitutionRef) => string | undefined,
): number {
  if (institutions.length === 0) return 0;
  return new Set(institutions.map(of).filter((value) => value !== undefined)).size;
}

const FIELDS: readonly Field<Work>[] = [
  field<Work>({
    name: 'id',
    aliases: ['openalex', 'openalex_id', 'ids.openalex'],
    type: 'keyword',
    normalise: canonicalId,
    values: (w) => one(w.id),
    description: 'The id of the work.',
  }),
  field<Work>({
    name: 'doi',
    aliases: ['ids.doi'],
    type: 'keyword',
    normalise: canonicalId,
    values: (w) => one(w.ids.doi),
    description: 'The DOI, in any common way of writing it.',
  }),
  field<Work>({
    name: 'publication_year',
    aliases: ['year'],
    type: 'integer',
    facet: true,
    sort: true,
    values: (w) => one(w.publication_year),
    description: 'Year of publication.',
  }),
  field<Work>({
    name: 'publication_date',
    type: 'date',
    sort: true,
    values: (w) => one(w.publication_date === undefined ? undefined : dayNumber(w.publication_date)),
    description: 'Day of publication, YYYY-MM-DD.',
  }),
  field<Work>({
    name: 'cited_by_count',
    type: 'integer',
    sort: true,
    values: (w) => one(w.cited_by_count),
    description: 'How many works cite it.',
  }),
  field<Work>({
    name: 'authors_count',
    type: 'integer',
    sort: true,
    values: (w) => one(w.authorships.length),
    description: 'How many authors it has.',
  }),
  field<Work>({
    name: 'institutions_distinct_count',
    type: 'integer',
    sort: true,
    values: (w) => one(distinctCount(institutionsOf(w), (i) => i.id)),
    description: 'How many different institutions its authors name.',
  }),
  field<Work>({
    name: 'countries_distinct_count',
    type: 'integer',
    sort: true,
    values: (w) => one(distinctCount(institutionsOf(w), (i) => i.country_code)),
    description: 'How many different countries these institutions are in.',
  }),
  field<Work>({
    name: 'referenced_works_count',
    type: 'integer',
    sort: true,
    values: (w) => one(w.referenced_works.length),
    description: 'How many works it cites.',
  }),
  field<Work>({
    name: 'type',
    type: 'keyword',
    facet: true,
    normalise: (value) => value.toLowerCase(),
    values: (w) => one(w.type),
    description: 'Kind of work: article, preprint, …',
  }),
  field<Work>({
    name: 'language',
    type: 'keyword',
    facet: true,
    normalise: (value) => value.toLowerCase(),
    values: (w) => one(w.language),
    description: 'Language, ISO 639-1.',
  }),
  field<Work>({
    name: 'authorships.author.id',
    aliases: ['author.id'],
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.authorships.flatMap((a) => one(a.author.id, a.author.display_name)),
    description: 'Id of an author.',
  }),
  field<Work>({
    name: 'authorships.author.orcid',
    aliases: ['author.orcid'],
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (w) => w.authorships.flatMap((a) => one(a.author.orcid)),
    description: 'ORCID of an author.',
  }),
  field<Work>({
    name: 'authorships.author.name_key',
    type: 'keyword',
    multiple: true,
    values: (w) => w.authorships.flatMap((a) => one(a.author.name_key)),
    description: 'Folded name of an author whose source gives no id: people of one name are told apart among these.',
  }),
  field<Work>({
    name: 'authorships.institutions.id',
    aliases: ['institutions.id'],
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => institutionsOf(w).flatMap((i) => one(i.id, i.display_name)),
    description: "Id of an author's institution.",
  }),
  field<Work>({
    name: 'authorships.institutions.ror',
    aliases: ['institutions.ror'],
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (w) => institutionsOf(w).flatMap((i) => one(i.ror)),
    description: "ROR id of an author's institution.",
  }),
  field<Work>({
    name: 'authorships.institutions.country_code',
    aliases: ['institutions.country_code', 'authorships.countries'],
    type: 'keyword',
    multiple: true,
    facet: true,
    normalise: (value) => value.toUpperCase(),
    values: (w) => institutionsOf(w).flatMap((i) => one(i.country_code)),
    description: "Country of an author's institution, ISO 3166-1 alpha-2.",
  }),
  field<Work>({
    name: 'primary_location.source.id',
    aliases: ['locations.source.id'],
    type: 'keyword',
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => one(w.primary_location?.source?.id, w.primary_location?.source?.display_name),
    description: 'Id of the journal, conference or repository.',
  }),
  field<Work>({
    name: 'primary_location.source.issn',
    aliases: ['primary_location.source.issn_l'],
    type: 'keyword',
    normalise: bareIssn,
    values: (w) => one(issnOf(w.primary_location?.source)),
    description: 'Linking ISSN of the journal, conference or repository.',
  }),
  field<Work>({
    name: 'topics.id',
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.topics.flatMap((t) => one(t.id, t.display_name)),
    description: 'Id of any topic of the work.',
  }),
  field<Work>({
    name: 'primary_topic.id',
    type: 'keyword',
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => one(w.topics[0]?.id, w.topics[0]?.display_name),
    description: 'Id of the first topic of the work.',
  }),
  field<Work>({
    name: 'keywords.id',
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (w) => w.keywords.flatMap((k) => one(k.id, k.display_name)),
    description: 'Id of a keyword.',
  }),
  field<Work>({
    name: 'referenced_works',
    aliases: ['cites'],
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (w) => w.referenced_works.flatMap((r) => one(r)),
    description: 'Id of a work that it cites.',
  }),
  field<Work>({
    name: 'has_abstract',
    type: 'boolean',
    facet: true,
    values: (w) => flag(w.abstract !== undefined),
    description: 'Whether there is an abstract.',
  }),
  field<Work>({
    name: 'has_doi',
    type: 'boolean',
    facet: true,
    values: (w) => flag(w.ids.doi !== undefined),
    description: 'Whether there is a DOI.',
  }),
  field<Work>({
    name: 'has_orcid',
    type: 'boolean',
    values: (w) => flag(w.authorships.some(({ author }) => author.orcid !== undefined)),
    description: 'Whether an author has an ORCID.',
  }),
  field<Work>({
    name: 'has_references',
    type: 'boolean',
    facet: true,
    values: (w) => flag(w.referenced_works.length > 0),
    description: 'Whether it is known what it cites.',
  }),
];

/** Searched by words. The title counts twice: it names the idea. On judged collections 1, 2 and 3 differ by .002 at most. */
const TEXT_FIELDS: readonly TextField<Work>[] = [
  { name: 'display_name', weight: 2, description: 'Title.', passages: (w) => [w.display_name] },
  { name: 'abstract', weight: 1, description: 'Abstract.', passages: (w) => [w.abstract ?? ''] },
  {
    name: 'topics.display_name',
    weight: 1,
    description: 'Names of topics and keywords.',
    passages: (w) => [...w.topics, ...w.keywords].map((t) => t.display_name),
  },
  {
    name: 'authorships.author.display_name',
    weight: 1,
    description: 'Names of the authors.',
    passages: (w) => w.authorships.map((a) => a.author.display_name),
  },
  {
    name: 'primary_location.source.display_name',
    weight: 1,
    description: 'Name of the journal, conference or repository.',
    passages: (w) => [w.primary_location?.source?.display_name ?? ''],
  },
];

/** Works: the catalogue that searches by idea go by. */
export const WORKS: Catalogue<Work> = catalogueOf({
  kind: 'works',
  fields: FIELDS,
  textFields: TEXT_FIELDS,
  analysis: 'prose',
  externalIds,
});
