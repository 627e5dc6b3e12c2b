// Completing what is being typed, of one kind or of all.
import type { Kind } from '../../domain/catalogue.js';
import type { Library } from '../../engine/engine.js';
import { autocomplete, autocompleteAll, type Completed } from '../../search/autocomplete.js';
import type { AutocompleteAnswer } from '../contract/autocomplete.js';
import type { Handlers } from '../contract.js';
import { since } from '../page-meta.js';
import { presentCompletion } from '../present/completions.js';
import { pick } from '../present/works.js';

const PER_PAGE = 10;

interface Asked {
  readonly q: string;
  readonly per_page?: number | undefined;
  readonly filter?: string | undefined;
  readonly select?: readonly string[] | undefined;
}

type AutocompleteHandlers = Pick<
  Handlers,
  | 'autocomplete'
  | 'autocompleteWorks'
  | 'autocompleteAuthors'
  | 'autocompleteTopics'
  | 'autocompleteInstitutions'
  | 'autocompleteSources'
>;

export function autocompleteHandlers(library: Library): AutocompleteHandlers {
  const ofKind =
    (kind: Kind) =>
    ({ query }: { query: Asked }) =>
      answer(query, (limit) => autocomplete(library, kind, { q: query.q, filter: query.filter, limit }));
  return {
    autocomplete: ({ query }) => answer(query, (limit) => autocompleteAll(library, query.q, limit)),
    autocompleteWorks: ofKind('works'),
    autocompleteAuthors: ofKind('authors'),
    autocompleteTopics: ofKind('topics'),
    autocompleteInstitutions: ofKind('institutions'),
    autocompleteSources: ofKind('sources'),
  };
}

async function answer(
  asked: Asked,
  complete: (limit: number) => Promise<readonly Completed[]>,
): Promise<AutocompleteAnswer> {
  const started = performance.now();
  const perPage = asked.per_page ?? PER_PAGE;
  const found = await complete(perPage);
  return {
    meta: { count: found.length, db_response_time_ms: since(started), page: 1, per_page: perPage },
    results: found.map((one) => pick(presentCompletion(one, asked.q), asked.select, [])),
  };
}
