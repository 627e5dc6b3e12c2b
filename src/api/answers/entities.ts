// The shapes of answers about authors, topics, institutions and sources, as schemas: OpenAlex's names, absent facts null.
import { z } from 'zod';
import type { EntityKind } from '../../domain/catalogue.js';
import { count, facetsAnswer, groupsAnswer, institution, pageMeta } from './works.js';

const shared = z.strictObject({ id: z.string(), display_name: z.string(), works_count: count });
const year = z.int().nullable();

const derived = {
  id: z.string(),
  display_name: z.string(),
  display_name_alternatives: z.array(z.string()),
  relevance_score: z
    .number()
    .nullable()
    .describe('Only for hits of a search in order of relevance: how well the name answers it, 0 to 1.'),
  works_count: count,
  cited_by_count: count,
  counts_by_year: z.array(z.strictObject({ year: z.int(), works_count: count, cited_by_count: count })),
};

/** What the platform says of a person; absent: not claimed, not open to collaborate, nobody follows, the rest unknown. */
const attributes = {
  claimed: z.boolean(),
  open_to_collaborate: z.boolean(),
  verification_level: z.int().nullable(),
  trust_score: z.int().nullable(),
  followers_count: count,
  bio: z.string().nullable(),
  links: z.array(z.strictObject({ label: z.string().nullable(), url: z.string() })),
  avatar: z.string().nullable(),
};

export const authorFields = z.strictObject({
  ...derived,
  ids: z.strictObject({ openalex: z.string().nullable(), orcid: z.string().nullable() }),
  orcid: z.string().nullable(),
  merged_ids: z.array(z.string()).describe('Ids of records that were merged into this one.'),
  topics_count: count.describe(
    'How many topics the works have, of which `topics` names the first; only where one author is asked for.',
  ),
  close_collaborators_count: count.describe('Only where one author is asked for.'),
  summary_stats: z.strictObject({ h_index: count }),
  affiliations: z.array(z.strictObject({ institution, years: z.array(z.int()) })),
  last_known_institutions: z.array(institution),
  topics: z.array(shared.extend({ score: z.number() })).describe('`score`: the share of the works that have it.'),
  first_publication_year: year,
  last_publication_year: year,
  ...attributes,
});

export const topicFields = z.strictObject({
  ...derived,
  ids: z.strictObject({ openalex: z.string().nullable() }),
  related_topics: z.array(shared),
  top_authors: z.array(shared),
});

export const institutionFields = z.strictObject({
  ...derived,
  ids: z.strictObject({ openalex: z.string().nullable(), ror: z.string().nullable() }),
  ror: z.string().nullable(),
  country_code: z.string().nullable(),
  topics: z.array(shared),
  top_authors: z.array(shared),
});

export const sourceFields = z.strictObject({
  ...derived,
  ids: z.strictObject({ openalex: z.string().nullable() }),
  issn_l: z.string().nullable(),
  topics: z.array(shared),
});

export const ENTITY_FIELDS = {
  authors: authorFields,
  topics: topicFields,
  institutions: institutionFields,
  sources: sourceFields,
} as const satisfies Readonly<Record<EntityKind, z.ZodObject>>;

/** Entities as answered: `select` leaves fields out. */
export const ENTITY_ANSWERS = {
  authors: authorFields.partial().meta({ id: 'Author', description: 'A person; `select` leaves fields out.' }),
  topics: topicFields.partial().meta({ id: 'Topic' }),
  institutions: institutionFields.partial().meta({ id: 'Institution' }),
  sources: sourceFields.partial().meta({ id: 'Source' }),
} as const;

const listOf = <S extends z.ZodType>(answer: S, id: string) =>
  z
    .strictObject({ meta: pageMeta, results: z.array(answer), group_by: groupsAnswer, facets: facetsAnswer.optional() })
    .meta({ id });

export const ENTITY_LISTS = {
  authors: listOf(ENTITY_ANSWERS.authors, 'AuthorsPage'),
  topics: listOf(ENTITY_ANSWERS.topics, 'TopicsPage'),
  institutions: listOf(ENTITY_ANSWERS.institutions, 'InstitutionsPage'),
  sources: listOf(ENTITY_ANSWERS.sources, 'SourcesPage'),
} as const;

export const authorBrief = authorFields
  .pick({
    id: true,
    display_name: true,
    orcid: true,
    works_count: true,
    cited_by_count: true,
    summary_stats: true,
    last_known_institutions: true,
    last_publication_year: true,
    claimed: true,
    open_to_collaborate: true,
    verification_level: true,
    trust_score: true,
    followers_count: true,
    avatar: true,
  })
  .meta({ id: 'AuthorBrief', description: 'A person beside something else: enough to show a card.' });

/** Both records after works were moved from one to the other; null where no work is left. */
export const splitAnswer = z.strictObject({ from: ENTITY_ANSWERS.authors.nullable(), to: ENTITY_ANSWERS.authors });

export type AuthorAnswer = z.infer<typeof ENTITY_ANSWERS.authors>;
export type AuthorBrief = z.infer<typeof authorBrief>;
export type EntityAnswers = { readonly [K in EntityKind]: z.infer<(typeof ENTITY_ANSWERS)[K]> };
