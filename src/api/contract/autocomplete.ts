// The routes that complete what is being typed: their parameters, and OpenAlex's shape of the answers.
import { z } from 'zod';
import type { Kind } from '../../domain/catalogue.js';
import { count, milliseconds } from '../answers/works.js';
import type { Route } from '../route.js';
import { completionParameters } from './parameters.js';

const completion = z
  .strictObject({
    id: z.string(),
    display_name: z.string(),
    hint: z.string().nullable().describe('What tells it from others of the name; null where nothing does.'),
    entity_type: z.enum(['work', 'author', 'topic', 'institution', 'source']),
    cited_by_count: count,
    works_count: count.nullable().describe('null for works.'),
    external_id: z.string().nullable().describe('DOI, ORCID, ROR or ISSN; null where none is known.'),
    filter_key: z.string().describe('The field by which its id filters works.'),
    highlight: z
      .string()
      .optional()
      .describe('HTML with `<mark>`; absent where another name than the one shown was typed.'),
  })
  .partial()
  .meta({ id: 'Completion' });

export const autocompleteAnswer = z
  .strictObject({
    meta: z
      .strictObject({ count, db_response_time_ms: milliseconds, page: z.literal(1), per_page: z.int() })
      .describe('`count` is how many are shown: nobody counts the rest at every letter.'),
    results: z.array(completion),
  })
  .meta({ id: 'Completions' });

export type CompletionAnswer = z.infer<typeof completion>;
export type AutocompleteAnswer = z.infer<typeof autocompleteAnswer>;

const parameters = completionParameters(Object.keys(completion.shape));

const of = <K extends Kind>(kind: K, summary: string, example: string) =>
  ({
    method: 'GET',
    path: `/autocomplete/${kind}`,
    summary,
    example: `/autocomplete/${kind}?q=${example}`,
    query: parameters.ofOne,
    response: autocompleteAnswer,
    of: kind,
    cost: 'quick',
  }) as const;

export const AUTOCOMPLETE_ROUTES = {
  autocomplete: {
    method: 'GET',
    path: '/autocomplete',
    summary: 'Completes what is being typed to works, people, topics, institutions and sources: the best few of each.',
    example: '/autocomplete?q=graph+neu',
    query: parameters.ofAll,
    response: autocompleteAnswer,
    cost: 'quick',
  },
  autocompleteWorks: of('works', 'Completes the title of a work, and finds a pasted DOI.', 'attention+is+al'),
  autocompleteAuthors: of('authors', 'Completes the name of a person.', 'levy+o&filter=has_orcid:true'),
  autocompleteTopics: of('topics', 'Completes a topic, also by its initials.', 'nlp'),
  autocompleteInstitutions: of('institutions', 'Completes the name of an institution.', 'uppsl&filter=country_code:SE'),
  autocompleteSources: of('sources', 'Completes the name of a journal, conference or repository.', 'learn+repr'),
} as const satisfies Readonly<Record<string, Route>>;
