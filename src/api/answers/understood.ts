// The shape of how the text of a search was read, as a schema: what an interface shows as chips.
import { z } from 'zod';

const condition = z
  .strictObject({
    field: z.enum(['author', 'year', 'topic', 'venue', 'title', 'abstract', 'type', 'doi', 'id']),
    excluded: z.boolean().describe('Whether works with it are left out.'),
    words: z.string().nullable().describe('What is looked for in the field; null for years.'),
    from: z.int().nullable().describe('The first year; null where it is open, and of other fields.'),
    to: z.int().nullable().describe('The last year.'),
    written: z.string().describe('As it can be typed.'),
  })
  .meta({ id: 'TypedCondition' });

const alternatives = z.array(z.array(z.string()));

export const understood = z
  .strictObject({
    kind: z
      .enum(['words', 'question', 'text', 'id', 'conditions', 'nothing'])
      .describe(
        '`text`: too long for a query, all of it is plain; `conditions`: nothing to rank by; `nothing`: no letter and no digit.',
      ),
    words: z.string().describe('What is outside of conditions; of a long text its beginning, with `…`.'),
    phrases: z.array(z.string()).describe('Each occurs in every hit.'),
    excluded: z.array(z.string()).describe('Words and phrases that occur in no hit.'),
    any_of: alternatives.describe('Of each group one holds for every hit, as it can be typed.'),
    none_of: alternatives.describe('Of these none holds for any hit.'),
    conditions: z.array(condition).describe('Field words.'),
    notes: z
      .array(
        z
          .strictObject({
            code: z.enum([
              'nothing_to_find',
              'not_ranked',
              'long_text',
              'too_many_conditions',
              'unread_field',
              'unknown_id',
              'id_in_text',
              'year_in_text',
            ]),
            message: z.string(),
          })
          .meta({ id: 'ReadingNote' }),
      )
      .describe('What was read otherwise than it may have been meant.'),
  })
  .meta({ id: 'Understood', description: 'How the text of a search was read.' })
  .nullable()
  .describe('How the text of the search was read; null without a search, and where names are searched.');

export type UnderstoodAnswer = z.infer<typeof understood>;
