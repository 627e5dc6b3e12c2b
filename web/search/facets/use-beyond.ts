// Values of a facet beyond those that an answer has: by any of their names, with exact counts.
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.js';
import { usePaused } from '../../ui/use-paused.js';
import { type Filters, writeFilters } from '../filters.js';
import type { SearchState } from '../state.js';
import { LONGEST_GET, worksParameters } from '../use-search.js';
import type { Entry } from './entries.js';
import type { EntityKind } from './labels.js';

const PAUSE_MS = 250;
const SHORTEST = 2;
/** As many as completion gives. */
const CANDIDATES = 20;

const NONE: readonly Entry[] = [];

interface Call {
  readonly signal: AbortSignal;
}

const COMPLETE = {
  topics: api.autocompleteTopics,
  authors: api.autocompleteAuthors,
  institutions: api.autocompleteInstitutions,
  sources: api.autocompleteSources,
} as const satisfies Record<EntityKind, unknown>;

interface BeyondQuestion {
  readonly field: string;
  readonly kind: EntityKind;
  readonly text: string;
  readonly state: SearchState;
}

/**
 * What is called so, in whatever words, and occurs in the works of this search: `MIT` finds the Massachusetts Institute
 * of Technology. Asked for when typing pauses; a question that nobody waits for any more is called off.
 */
export function useBeyond({ field, kind, text, state }: BeyondQuestion) {
  const typed = text.trim();
  const asked = usePaused(typed, PAUSE_MS);
  const { q, mode, filters } = state;
  // what is selected in the facet itself changes nothing in its counts
  const others = writeFilters({ ...filters, values: { ...filters.values, [field]: [] } });
  const { data, isFetching, isError } = useQuery({
    queryKey: ['beyond', field, asked, q, mode, others],
    queryFn: async ({ signal }) => counted(field, await candidates(kind, asked, { signal }), state, { signal }),
    enabled: asked.length >= SHORTEST,
  });
  const isCurrent = asked === typed;
  return {
    entries: isCurrent && data ? data : NONE,
    isUnderWay: isFetching || (!isCurrent && typed.length >= SHORTEST),
    isError: isCurrent && isError,
  };
}

async function candidates(kind: EntityKind, q: string, call: Call): Promise<string[]> {
  const { results } = await COMPLETE[kind]({ q, per_page: CANDIDATES, select: ['id'] }, call);
  return results.flatMap(({ id }) => id ?? []);
}

/**
 * How many works of the search each of these ids has. The search is narrowed to them: a facet does not count its own
 * field's filter, and always has the values that are selected, so these counts are what adding each one gives.
 */
async function counted(field: string, ids: readonly string[], state: SearchState, call: Call): Promise<Entry[]> {
  if (ids.length === 0) return [];
  const filters: Filters = { ...state.filters, values: { ...state.filters.values, [field]: ids } };
  const parameters = {
    ...worksParameters({ ...state, filters, sort: '' }),
    facets: [field],
    facet_size: 1,
    per_page: 1,
    select: ['id'],
  };
  const isLong = state.q.length > LONGEST_GET;
  const answer = await (isLong ? api.searchWorksByText(parameters, call) : api.searchWorks(parameters, call));
  return (answer.facets?.[field] ?? [])
    .filter(({ key, count }) => count > 0 && ids.includes(String(key)))
    .map(({ key, key_display_name: name, count }) => ({ key: String(key), name, count }));
}
