// The shape of an explanation: why a work is a hit, and why at its place.
import { z } from 'zod';

const leg = (what: string) =>
  z
    .strictObject({
      rank: z.int().positive().describe('In this leg, from 1.'),
      score: z.number().describe(what),
      contribution: z.number().describe('Its part of `fused_score`.'),
    })
    .nullable();

const places = z
  .record(z.string(), z.array(z.string()))
  .describe('By text field (those of `GET /fields`): what stands there for it, as written, each form once.');

export const explanation = z
  .strictObject({
    mode: z.enum(['hybrid', 'keyword', 'semantic']).describe('The mode actually used.'),
    found_by: z
      .array(z.enum(['words', 'meaning']))
      .describe('`words`: enough words of the query occur. `meaning`: the work is near enough to it.'),
    score: z.number().nullable().describe('`relevance_score`; null in any other order.'),
    fused_score: z.number().nullable().describe('What both legs contribute, added up.'),
    neighbours_score: z
      .number()
      .nullable()
      .describe(
        'The mean score of the nearest among the first 50 hits, which lend each other weight: `score` is half of it and half `fused_score`, stretched; null where there are none.',
      ),
    lexical: leg('BM25F; compares within one answer.').describe(
      'The work among those found by words; null where it is not among their best 1,000, and in any other order.',
    ),
    semantic: leg('The cosine of query and work.').describe('The same of those found by meaning.'),
    terms: z
      .strictObject({
        required: z.int().nonnegative().describe('How many of those outside quotes must occur to be found by words.'),
        matched: z.array(z.strictObject({ term: z.string().describe('As in the query.'), in: places })),
        missing: z.array(z.string()).describe('Words of the query that occur in no field: the first 50.'),
        missing_count: z.int().nonnegative(),
      })
      .describe('The words of the query, without function words, of equal stems the first one.'),
    phrases: z.array(z.strictObject({ phrase: z.string(), in: places })).describe('The quoted phrases: all occur.'),
    conditions: z
      .array(z.strictObject({ text: z.string(), fields: z.array(z.string()), in: places }))
      .describe('The conditions of `filter` on words (`title.search:…`) that hold, and the fields that they ask of.'),
    excluded: z.array(z.string()).describe('The excluded words and phrases: none occurs.'),
    sentence: z
      .strictObject({
        field: z.enum(['display_name', 'abstract']),
        text: z.string().describe('As written.'),
        similarity: z.number().describe('Its cosine with the query.'),
      })
      .nullable()
      .describe(
        'The title or the sentence of the abstract that is nearest to the query in meaning; null with `mode` keyword, and where `meta.degraded` says `explain_incomplete`.',
      ),
  })
  .meta({ id: 'Explanation', description: 'Why a work is a hit; only where `explain=true` asked for it.' });

export type ExplanationAnswer = z.infer<typeof explanation>;
