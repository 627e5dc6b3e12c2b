// Topics for a text.
import type { z } from 'zod';
import type { LibraryDeps } from '../../search/deps.js';
import { type SuggestedTopic, suggestTopics } from '../../search/suggest-topics.js';
import type { TopicsForTextAnswer } from '../contract/topics.js';
import type { Handlers, ROUTES } from '../contract.js';
import { presentDegraded, since } from '../page-meta.js';
import { presentWorkBrief } from '../present/people.js';
import { pick } from '../present/works.js';

type Asked = z.output<typeof ROUTES.suggestTopics.query>;

export function topicHandlers(deps: LibraryDeps): Pick<Handlers, 'suggestTopics' | 'suggestTopicsByText'> {
  return {
    suggestTopics: ({ query }) => answer(deps, query),
    suggestTopicsByText: ({ body }) => answer(deps, body),
  };
}

async function answer(deps: LibraryDeps, asked: Asked): Promise<TopicsForTextAnswer> {
  const started = performance.now();
  const { title = '', abstract, text, select, ...rest } = asked;
  const parameter = text !== undefined ? 'text' : title !== '' ? 'title' : 'abstract';
  const found = await suggestTopics(deps, {
    ...rest,
    text: { display_name: title, abstract: abstract ?? text },
    parameter,
  });
  return {
    meta: {
      count: found.suggestions.length,
      mode: found.mode,
      degraded: presentDegraded(found.degraded),
      db_response_time_ms: since(started),
    },
    results: found.suggestions.map((one) => pick(presentSuggestion(one), select)),
  };
}

function presentSuggestion({
  topic,
  score,
  named,
  voters,
  evidence,
}: SuggestedTopic): TopicsForTextAnswer['results'][number] {
  const { id, display_name, works_count } = topic;
  return {
    topic: { id, display_name, works_count },
    score,
    in_text: named,
    voters_count: voters,
    works: evidence.map(presentWorkBrief),
  };
}
