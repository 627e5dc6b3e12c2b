// The routes that find topics for a text: their parameters, and the shape of the answers.
import { z } from 'zod';
import { workBrief } from '../answers/people.js';
import { count, degraded, milliseconds } from '../answers/works.js';
import type { Route } from '../route.js';
import * as take from './parameters.js';
import { fieldsOfResults, nothing } from './shared.js';

const suggestion = z.strictObject({
  topic: z.strictObject({ id: z.string(), display_name: z.string(), works_count: count }),
  score: z
    .number()
    .min(0)
    .max(1)
    .describe('How likely it is to be right: of topics with a score of .7 about 7 in 10 are.'),
  in_text: z.boolean().describe('Whether one of its names stands in the text.'),
  voters_count: count.describe('How many of the works that voted have it.'),
  works: z.array(workBrief).describe('The nearest of these.'),
});

export const topicsForTextAnswer = z.strictObject({
  meta: z
    .strictObject({
      count,
      mode: z.enum(['hybrid', 'keyword', 'semantic']),
      degraded,
      db_response_time_ms: milliseconds,
    })
    .describe('`count` is how many are shown.'),
  results: z.array(suggestion.partial()),
});

export type TopicsForTextAnswer = z.infer<typeof topicsForTextAnswer>;

export const TOPIC_ROUTES = {
  suggestTopics: {
    method: 'GET',
    path: '/topics/suggest',
    summary: 'Which topics fit a title and an abstract: the works nearest to them vote, and are shown.',
    example: '/topics/suggest?title=Attention+over+graph+neighbourhoods&limit=5',
    query: take.topicTextParameters(take.MAX_GET_SEARCH, fieldsOfResults(topicsForTextAnswer)),
    response: topicsForTextAnswer,
    of: 'topics',
  },
  suggestTopicsByText: {
    method: 'POST',
    path: '/topics/suggest',
    summary: 'The same with its parameters as JSON, for long texts.',
    example: '/topics/suggest with {"title": "a title", "abstract": "an abstract …"}',
    query: nothing,
    body: take.topicTextParameters(take.MAX_POST_SEARCH, fieldsOfResults(topicsForTextAnswer)),
    response: topicsForTextAnswer,
    of: 'topics',
  },
} as const satisfies Readonly<Record<string, Route>>;
