// The shapes of answers about people and works around something: experts, related, collaborators, similar, graph, profile.
import { z } from 'zod';
import { authorBrief, ENTITY_ANSWERS } from './entities.js';
import { count, countRelation, degraded, milliseconds, pageMeta, workAnswer, workFields } from './works.js';

const share = z.number().min(0).max(1);
const named = z.strictObject({ id: z.string(), display_name: z.string() });

export const workBrief = workFields
  .pick({
    id: true,
    doi: true,
    title: true,
    display_name: true,
    publication_year: true,
    publication_date: true,
    type: true,
    cited_by_count: true,
    primary_location: true,
  })
  .meta({ id: 'WorkBrief', description: 'A work beside something else: enough to show it.' });

/** Rank from 1 and score in one leg. */
const legHit = z.strictObject({ rank: z.int().positive(), score: z.number() }).nullable();

const expert = z
  .strictObject({
    author: authorBrief,
    relevance_score: share,
    works_on_topic: count.describe('How many works of the person match the search.'),
    topics: z
      .array(named.extend({ works_count: count }))
      .describe('Topics of these works; `works_count`: how many of them have it.'),
    last_active_year: z.int().nullable(),
    evidence: z.array(
      workBrief.extend({
        relevance_score: share,
        lexical: legHit,
        semantic: legHit,
        highlight: workFields.shape.highlight.optional(),
      }),
    ),
  })
  .partial()
  .meta({ id: 'Expert' });

export const expertsAnswer = z.strictObject({ meta: pageMeta, results: z.array(expert) });

const listMeta = z.strictObject({ count, degraded, db_response_time_ms: milliseconds });

const reason = z
  .strictObject({
    type: z.enum([
      'similar_text',
      'shared_words',
      'cites_same',
      'cited_together',
      'cites_it',
      'cited_by_it',
      'near_own_work',
    ]),
    detail: z.string().describe('For people: "cites 3 of the same works".'),
    works: z.array(z.string()).describe('Ids of the works that it speaks of.'),
    value: z.number(),
  })
  .meta({ id: 'Reason' });

export const relatedAnswer = z.strictObject({
  meta: listMeta,
  results: z.array(workAnswer.extend({ reasons: z.array(reason) }).meta({ id: 'RelatedWork' })),
});

const collaborator = z
  .strictObject({
    author: authorBrief,
    strength: z.number().nonnegative(),
    joint_works_count: count,
    first_joint_year: z.int().nullable(),
    last_joint_year: z.int().nullable(),
    close: z.boolean(),
  })
  .partial()
  .meta({ id: 'Collaborator' });

export const collaboratorsAnswer = z.strictObject({
  meta: z.strictObject({
    count,
    count_relation: countRelation,
    close_count: count,
    page: z.int().positive(),
    per_page: z.int().positive(),
    db_response_time_ms: milliseconds,
  }),
  results: z.array(collaborator),
});

export const similarAnswer = z.strictObject({
  meta: listMeta,
  results: z.array(
    z
      .strictObject({
        author: authorBrief,
        relevance_score: share,
        shared_topics: z.array(named),
        path_length: z
          .int()
          .nullable()
          .describe('2: a common co-author; 3: a co-author of one; null: further, or no path.'),
        evidence: z
          .array(workBrief.extend({ near: z.string() }))
          .describe('`near`: the id of the work of the person asked about that it is near.'),
      })
      .partial(),
  ),
});

const graphParts = {
  nodes: z.array(
    z
      .strictObject({
        id: z.string(),
        type: z.enum(['work', 'author', 'topic', 'institution']),
        display_name: z.string(),
        works_count: count.nullable(),
        cited_by_count: count.nullable(),
        publication_year: z.int().nullable(),
        depth: count.describe('Steps from the thing asked about.'),
        weight: share.describe('How informative it is here.'),
      })
      .meta({ id: 'GraphNode' }),
  ),
  edges: z.array(
    z
      .strictObject({
        source: z.string(),
        target: z.string(),
        type: z.enum(['wrote', 'coauthor', 'about', 'affiliated', 'cites', 'related']),
        weight: z.number(),
      })
      .meta({ id: 'GraphEdge' }),
  ),
};
/** `truncated`: there is more around it than `limit` lets through. */
const graphMeta = { nodes_count: count, edges_count: count, truncated: z.boolean() };

export const graphAnswer = z.strictObject({
  meta: z.strictObject({ ...graphMeta, db_response_time_ms: milliseconds }),
  ...graphParts,
});

const profileParts = z
  .strictObject({
    author: ENTITY_ANSWERS.authors,
    counts: z.strictObject({
      works: count,
      followers: count,
      topics: count,
      close_collaborators: count,
      collaborators: count,
    }),
    works: z.strictObject({
      meta: z.strictObject({ count, count_relation: countRelation }),
      results: z.array(workAnswer),
    }),
    collaborators: z.strictObject({
      meta: z.strictObject({ count, close_count: count }),
      results: z.array(collaborator),
    }),
    graph: z.strictObject({ meta: z.strictObject(graphMeta), ...graphParts }),
    related_works: z.strictObject({ meta: z.strictObject({ count }), results: relatedAnswer.shape.results }),
  })
  .partial();

/** `select` leaves parts out. */
export const profileAnswer = z.strictObject({
  meta: z.strictObject({ degraded, db_response_time_ms: milliseconds }),
  ...profileParts.shape,
});

export type ExpertsAnswer = z.infer<typeof expertsAnswer>;
export type RelatedAnswer = z.infer<typeof relatedAnswer>;
export type CollaboratorsAnswer = z.infer<typeof collaboratorsAnswer>;
export type SimilarAnswer = z.infer<typeof similarAnswer>;
export type GraphAnswer = z.infer<typeof graphAnswer>;
export type ProfileAnswer = z.infer<typeof profileAnswer>;
