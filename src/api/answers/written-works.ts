// The shapes of answers to what writes works.
import { z } from 'zod';
import { count, workAnswer } from './works.js';

export const putWorkAnswer = z.strictObject({
  outcome: z
    .enum(['created', 'updated', 'unchanged'])
    .describe('What became of the record; unchanged: the same was stored already.'),
  work: workAnswer.describe('The work that the id leads to: the record itself, or what it is a version of.'),
});

export const deleteWorkAnswer = z.strictObject({
  outcome: z.literal('removed'),
  work: workAnswer.nullable().describe('The work that the other versions still are; null where there were none.'),
});

export const importWorksAnswer = z.strictObject({
  created: count,
  updated: count,
  unchanged: count,
  rejected: count.describe('Records that can be no works.'),
  rejections: z
    .array(z.strictObject({ line: z.int().positive(), reason: z.string() }))
    .describe('The first 100 of them, each with its line.'),
  skipped: count.describe('Records in which nothing is wrong, but which are no works.'),
  skips: z.array(z.strictObject({ reason: z.string(), count })).describe('How many for which reason.'),
});
