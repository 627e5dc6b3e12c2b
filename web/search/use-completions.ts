// Completions of what is being typed, asked for once typing pauses; answers to older texts are dropped.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { usePaused } from '../ui/use-paused.js';
import { type CompletionGroup, groupsOf, isCompletable } from './completions.js';

/** Shorter than between two letters of most who type, so that a pause is answered and a word is not asked for letter by letter. */
const PAUSE_MS = 80;
const SHOWN = ['id', 'display_name', 'hint', 'entity_type', 'highlight'];

interface Completions {
  readonly groups: readonly CompletionGroup[];
  /** Whether `groups` are those of the text, rather than of the one before. */
  readonly settled: boolean;
}

const NONE: readonly CompletionGroup[] = [];

/** @param wanted whether they are shown: nothing is asked for otherwise */
export function useCompletions(text: string, wanted: boolean): Completions {
  const paused = usePaused(text, PAUSE_MS);
  const possible = wanted && isCompletable(text);
  const parameters = { q: paused, select: SHOWN };
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['completions', parameters],
    queryFn: ({ signal }) => api.autocomplete(parameters, { signal }),
    select: groupsOfAnswer,
    enabled: possible && isCompletable(paused),
    placeholderData: keepPreviousData,
    // they help or they do not: nobody waits for them
    retry: false,
  });
  return {
    groups: possible ? (data ?? NONE) : NONE,
    settled: possible && data !== undefined && paused === text && !isPlaceholderData,
  };
}

function groupsOfAnswer({ results }: Awaited<ReturnType<typeof api.autocomplete>>): readonly CompletionGroup[] {
  return groupsOf(results);
}
