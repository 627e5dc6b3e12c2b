// The field catalogues of authors, topics, institutions and sources, and of what people have put right about authors.
import { type Catalogue, catalogueOf, type Field, field, flag, one, type Stored, type TextField } from './catalogue.js';
import type { Author, Curation, Institution, Source, Topic } from './entities.js';
import { bareIssn, canonicalId, canonicalIdOf, issnOf } from './ids.js';

interface Derived extends Stored {
  readonly display_name: string;
  readonly display_name_alternatives: readonly string[];
  readonly works_count: number;
  readonly cited_by_count: number;
}

/** What every entity has. */
function common<D extends Derived>(what: string): Field<D>[] {
  return [
    field<D>({
      name: 'id',
      aliases: ['openalex', 'openalex_id', 'ids.openalex'],
      type: 'keyword',
      normalise: canonicalId,
      values: (d) => one(d.id),
      description: `The id of the ${what}.`,
    }),
    field<D>({
      name: 'works_count',
      type: 'integer',
      sort: true,
      values: (d) => one(d.works_count),
      description: 'How many works there are.',
    }),
    field<D>({
      name: 'cited_by_count',
      type: 'integer',
      sort: true,
      values: (d) => one(d.cited_by_count),
      description: 'How often its works are cited.',
    }),
  ];
}

/** Searched by the name and every other spelling. */
function names<D extends Derived>(): TextField<D>[] {
  return [
    {
      name: 'display_name',
      weight: 1,
      description: 'The name and its other spellings.',
      passages: (d) => [d.display_name, ...d.display_name_alternatives],
    },
  ];
}

const orcidOf = ({ orcid }: Author) => (orcid === undefined ? [] : [orcid]);

const AUTHOR_FIELDS: readonly Field<Author>[] = [
  ...common<Author>('person'),
  field<Author>({
    name: 'orcid',
    aliases: ['ids.orcid'],
    type: 'keyword',
    normalise: canonicalId,
    values: (a) => one(a.orcid),
    description: 'The ORCID, in any common way of writing it.',
  }),
  field<Author>({
    name: 'has_orcid',
    type: 'boolean',
    facet: true,
    values: (a) => flag(a.orcid !== undefined),
    description: 'Whether there is an ORCID.',
  }),
  field<Author>({
    name: 'last_known_institutions.id',
    aliases: ['last_known_institution.id', 'institutions.id'],
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (a) => a.last_known_institutions.flatMap((i) => one(i.id, i.display_name)),
    description: 'Id of the institution that the latest work names.',
  }),
  field<Author>({
    name: 'last_known_institutions.ror',
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (a) => a.last_known_institutions.flatMap((i) => one(i.ror)),
    description: 'ROR id of that institution.',
  }),
  field<Author>({
    name: 'last_known_institutions.country_code',
    aliases: ['last_known_institution.country_code', 'country_code'],
    type: 'keyword',
    multiple: true,
    facet: true,
    normalise: (value) => value.toUpperCase(),
    values: (a) => a.last_known_institutions.flatMap((i) => one(i.country_code)),
    description: 'Country of that institution, ISO 3166-1 alpha-2.',
  }),
  field<Author>({
    name: 'affiliations.institution.id',
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (a) => a.affiliations.flatMap(({ institution: i }) => one(i.id, i.display_name)),
    description: 'Id of any institution that a work names.',
  }),
  field<Author>({
    name: 'affiliations.institution.ror',
    type: 'keyword',
    multiple: true,
    normalise: canonicalId,
    values: (a) => a.affiliations.flatMap(({ institution: i }) => one(i.ror)),
    description: 'ROR id of any institution that a work names.',
  }),
  field<Author>({
    name: 'affiliations.institution.country_code',
    type: 'keyword',
    multiple: true,
    facet: true,
    normalise: (value) => value.toUpperCase(),
    values: (a) => a.affiliations.flatMap(({ institution: i }) => one(i.country_code)),
    description: 'Country of any institution that a work names, ISO 3166-1 alpha-2.',
  }),
  field<Author>({
    name: 'topics.id',
    type: 'keyword',
    multiple: true,
    facet: true,
    labelled: true,
    normalise: canonicalId,
    values: (a) => a.topics.flatMap((t) => one(t.id, t.display_name)),
    description: `Id of a topic of the person's works.`,
  }),
  field<Author>({
    name: 'h_index',
    aliases: ['summary_stats.h_index'],
    type: 'integer',
    sort: true,
    values: (a) => one(a.h_index),
    description: 'The greatest h for which h works are cited at least h times.',
  }),
  field<Author>({
    name: 'first_publication_year',
    type: 'integer',
    facet: true,
    sort: true,
    values: (a) => one(a.first_publication_year),
    description: 'Year of the first work.',
  }),
  field<Author>({
    name: 'last_publication_year',
    type: 'integer',
    facet: true,
    sort: true,
    values: (a) => one(a.last_publication_year),
    description: 'Year of the latest work.',
  }),
  field<Author>({
    name: 'claimed',
    type: 'boolean',
    facet: true,
    values: (a) => flag(a.attributes.claimed ?? false),
    description: 'Whether the person has claimed the profile (said by the platform).',
  }),
  field<Author>({
    name: 'open_to_collaborate',
    type: 'boolean',
    facet: true,
    values: (a) => flag(a.attributes.open_to_collaborate ?? false),
    description: 'Whether the person is open to collaborate (said by the platform).',
  }),
  field<Author>({
    name: 'verification_level',
    type: 'integer',
    facet: true,
    sort: true,
    values: (a) => one(a.attributes.verification_level),
    description: 'How well the platform has verified the person.',
  }),
  field<Author>({
    name: 'trust_score',
    type: 'integer',
    sort: true,
    values: (a) => one(a.attributes.trust_score),
    description: `The platform's trust score, 0 to 100.`,
  }),
  field<Author>({
    name: 'followers_count',
    type: 'integer',
    sort: true,
    values: (a) => one(a.attributes.followers_count ?? 0),
    description: 'How many people follow the person on the platform.',
  }),
];

export const AUTHORS: Catalogue<Author> = catalogueOf({
  kind: 'authors',
  fields: AUTHOR_FIELDS,
  textFields: names<Author>(),
  analysis: 'names',
  externalIds: (a) => [...orcidOf(a), ...a.merged_ids],
});

export const TOPICS: Catalogue<Topic> = catalogueOf({
  kind: 'topics',
  fields: common<Topic>('topic'),
  textFields: names<Topic>(),
  analysis: 'prose',
  externalIds: () => [],
});

export const INSTITUTIONS: Catalogue<Institution> = catalogueOf({
  kind: 'institutions',
  fields: [
    ...common<Institution>('institution'),
    field<Institution>({
      name: 'ror',
      aliases: ['ids.ror'],
      type: 'keyword',
      normalise: canonicalId,
      values: (i) => one(i.ror),
      description: 'The ROR id.',
    }),
    field<Institution>({
      name: 'country_code',
      type: 'keyword',
      facet: true,
      normalise: (value) => value.toUpperCase(),
      values: (i) => one(i.country_code),
      description: 'Country, ISO 3166-1 alpha-2.',
    }),
  ],
  textFields: names<Institution>(),
  analysis: 'prose',
  externalIds: ({ id, ror }) => (ror === undefined || ror === id ? [] : [ror]),
});

export const SOURCES: Catalogue<Source> = catalogueOf({
  kind: 'sources',
  fields: [
    ...common<Source>('source'),
    field<Source>({
      name: 'issn_l',
      aliases: ['issn'],
      type: 'keyword',
      normalise: bareIssn,
      values: (s) => one(issnOf(s)),
      description: 'The linking ISSN.',
    }),
  ],
  textFields: names<Source>(),
  analysis: 'prose',
  externalIds: ({ id, issn_l }) => {
    const issn = issn_l === undefined ? undefined : canonicalIdOf('issn', issn_l);
    return issn === undefined || issn === id ? [] : [issn];
  },
});

/** Never searched by words: read by id, and by whom it names. */
export const CURATION: Catalogue<Curation> = catalogueOf({
  kind: 'curation',
  fields: [
    field<Curation>({
      name: 'merged_into',
      type: 'keyword',
      values: (c) => one(c.merged_into),
      description: 'The record that this one was merged into.',
    }),
  ],
  textFields: [],
  analysis: 'prose',
  externalIds: () => [],
});
