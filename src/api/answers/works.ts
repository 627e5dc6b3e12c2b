// The shapes of answers about works and about the service, as schemas: OpenAlex's names, absent facts null.
import { z } from 'zod';
import { explanation } from './explain.js';
import { understood } from './understood.js';

export const count = z.int().nonnegative();

const source = z.strictObject({ id: z.string(), display_name: z.string(), issn_l: z.string().nullable() });
const keyword = z.strictObject({ id: z.string(), display_name: z.string(), score: z.number().nullable() });
/** `suggested`: found here for a work whose source gives no topics; `score` is how likely it is then. */
const topic = keyword.extend({ suggested: z.boolean() });

export const institution = z.strictObject({
  id: z.string(),
  display_name: z.string(),
  ror: z.string().nullable(),
  country_code: z.string().nullable(),
});

/** One record of a work: a preprint, the published version, or the same from another source. */
const version = z.strictObject({
  id: z.string(),
  doi: z.string().nullable(),
  arxiv: z.string().nullable(),
  type: z.string(),
  publication_year: z.int().nullable(),
  publication_date: z.string().nullable(),
  source: source.nullable(),
  landing_page_url: z.string().nullable(),
});

const authorship = z.strictObject({
  author_position: z.enum(['first', 'middle', 'last']),
  author: z.strictObject({ id: z.string().nullable(), display_name: z.string(), orcid: z.string().nullable() }),
  institutions: z.array(institution),
});

export const workFields = z.strictObject({
  id: z.string(),
  doi: z.string().nullable(),
  title: z.string().nullable(),
  display_name: z.string().nullable(),
  relevance_score: z.number().nullable().describe('Only for hits of a search in order of relevance.'),
  publication_year: z.int().nullable(),
  publication_date: z.string().nullable(),
  type: z.string(),
  language: z.string().nullable(),
  ids: z.strictObject({
    openalex: z.string().nullable(),
    doi: z.string().nullable(),
    arxiv: z.string().nullable(),
  }),
  authorships: z.array(authorship),
  primary_location: z.strictObject({ source: source.nullable(), landing_page_url: z.string().nullable() }).nullable(),
  primary_topic: topic.nullable(),
  topics: z.array(topic),
  keywords: z.array(keyword),
  cited_by_count: count,
  referenced_works: z.array(z.string()),
  referenced_works_count: count,
  abstract: z.string().nullable(),
  versions: z
    .array(version)
    .describe('The records that are one work: the published version first. Empty where there is one record only.'),
  provenance: z
    .record(z.string(), z.string())
    .describe('Of works with versions: which of them each fact is from, by the name of the fact.'),
  abstract_inverted_index: z
    .record(z.string(), z.array(count))
    .nullable()
    .describe('Each word with its places; only where `select` names it, and for clients of OpenAlex.'),
  highlight: z
    .strictObject({ display_name: z.string(), abstract: z.string().nullable() })
    .describe(
      'HTML with `<mark>`, only where `highlight=true` asked for it. `<mark class="meaning">` is the sentence nearest to the query, where a hit was found by meaning and its words do not show why.',
    ),
  explain: explanation.describe('Why it is a hit; only where `explain=true` asked for it.'),
});

export const workAnswer = workFields.partial().meta({ id: 'Work', description: 'A work; `select` leaves fields out.' });

const facetEntry = z.strictObject({
  key: z.union([z.string(), z.number()]),
  key_display_name: z.string(),
  count,
  selected: z.boolean(),
});

export const groupsAnswer = z
  .array(z.strictObject({ key: z.string(), key_display_name: z.string(), count }))
  .meta({ id: 'Groups', description: 'The values of one field, with how many things have each, the most first.' });

export const facetsAnswer = z.record(z.string(), z.array(facetEntry)).meta({ id: 'Facets' });
export const degraded = z.array(z.strictObject({ code: z.string(), message: z.string() }).meta({ id: 'Degradation' }));
export const milliseconds = z.number().nonnegative();
export const countRelation = z.enum(['eq', 'gte']);

export const didYouMean = z
  .strictObject({
    search: z.string().describe('What was probably meant: send it as `search`.'),
    words: z.array(z.strictObject({ typed: z.string(), suggested: z.string() })).describe('The words that differ.'),
  })
  .nullable()
  .describe(
    'Of searches over works: the search without likely typos, in words that the works have; null if it has none.',
  );

export const pageMeta = z
  .strictObject({
    count,
    count_relation: countRelation,
    reachable: count,
    page: z.int().positive().nullable().describe('null when paging by cursor.'),
    per_page: z.int().positive(),
    groups_count: count.nullable().describe('How many groups are answered; null without `group_by`.'),
    next_cursor: z
      .string()
      .nullable()
      .optional()
      .describe('Only when paging by cursor: what to send for the next page; null at the end.'),
    mode: z
      .enum(['hybrid', 'keyword', 'semantic'])
      .nullable()
      .describe('The mode actually used; null without a search, and where there is nothing to rank by.'),
    degraded,
    reranked: count
      .optional()
      .describe('Only with `rerank=true`: how many of the first hits the second stage has ordered; 0 if it could not.'),
    did_you_mean: didYouMean.optional(),
    understood,
    db_response_time_ms: milliseconds,
  })
  .meta({ id: 'PageMeta', description: 'What is said of a page of a list.' });

export const worksAnswer = z
  .strictObject({
    meta: pageMeta,
    results: z.array(workAnswer),
    group_by: groupsAnswer,
    facets: facetsAnswer.optional(),
  })
  .meta({ id: 'WorksPage' });

export const fieldsAnswer = z.strictObject({
  meta: z.strictObject({ count }),
  results: z.array(
    z.strictObject({
      name: z.string(),
      aliases: z.array(z.string()),
      type: z.enum(['keyword', 'integer', 'date', 'boolean']),
      multiple: z.boolean(),
      filter: z.boolean(),
      facet: z.boolean(),
      sort: z.boolean(),
      description: z.string(),
    }),
  ),
  text_fields: z
    .array(z.strictObject({ name: z.string(), weight: z.number(), filter: z.string(), description: z.string() }))
    .describe('`filter`: the name that filters by its words.'),
});

export const liveAnswer = z.strictObject({ status: z.literal('live') });

const modelState = z.strictObject({
  status: z.enum(['ready', 'loading', 'failed', 'off']),
  message: z.string().nullable(),
});

export const readyAnswer = z.strictObject({
  status: z.literal('ready'),
  engine: z.strictObject({
    name: z.string(),
    works: count.describe('Stored.'),
    indexed: count.describe('Visible to searches.'),
    embedded: count.describe('With a vector that searches can compare.'),
  }),
  entities: z.strictObject({ authors: count, topics: count, institutions: count, sources: count }),
  waiting: count.describe('Entities that have changed and are not derived anew yet.'),
  embedding: modelState.describe('The model for search by meaning; a message beside `ready` says what was guessed.'),
  reranking: modelState.describe('The model of the second stage, for searches with `rerank=true`.'),
});

export const indexAnswer = z.strictObject({
  name: z.literal('ideascope'),
  version: z.string(),
  routes: z.array(z.strictObject({ method: z.string(), path: z.string(), summary: z.string(), example: z.string() })),
});

/** The text format of Prometheus. */
export const metricsAnswer = z.string();

/** What else it holds is OpenAPI's. */
export const openApiAnswer = z.looseObject({ openapi: z.string() });

/** Every error. */
export const errorAnswer = z
  .strictObject({
    error: z.string().describe('A stable code.'),
    message: z.string().describe('What is wrong, and what would be right.'),
    path: z.string().optional().describe('The offending parameter.'),
  })
  .meta({ id: 'Error' });

export type FacetsAnswer = z.infer<typeof facetsAnswer>;
export type GroupsAnswer = z.infer<typeof groupsAnswer>;
export type PageMeta = z.infer<typeof pageMeta>;
export type WorkAnswer = z.infer<typeof workAnswer>;
export type WorksAnswer = z.infer<typeof worksAnswer>;
