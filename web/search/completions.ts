// Completions of a text by kind, in the order of the list; pure.
import type { AutocompleteAnswer } from '../../src/client/index.js';
import type { ThingType } from '../hrefs.js';

type Completed = AutocompleteAnswer['results'][number];

export interface Completion {
  readonly id: string;
  readonly type: ThingType;
  readonly name: string;
  readonly highlight: string | undefined;
  readonly hint: string | undefined;
}

export interface CompletionGroup {
  readonly type: ThingType;
  readonly completions: readonly Completion[];
}

/** Of longer texts nothing is completed: no name is that long. */
const LONGEST = 120;

/** Whether the text can be the beginning of something; a text of several lines is none. */
export function isCompletable(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST && !/[\r\n]/.test(text);
}

/** Kinds in the order of their best completion, so that what fits best comes first. */
export function groupsOf(results: readonly Completed[]): CompletionGroup[] {
  const groups = new Map<ThingType, Completion[]>();
  for (const { id, entity_type: type, display_name: name, highlight, hint } of results) {
    if (id === undefined || type === undefined) continue;
    const group = groups.get(type) ?? [];
    group.push({ id, type, name: name ?? id, highlight, hint: hint ?? undefined });
    groups.set(type, group);
  }
  return [...groups].map(([type, completions]) => ({ type, completions }));
}

/** A line holds so much; what was pasted in several lines, or is longer, is edited as a text. */
const LONGEST_LINE = 120;
/** Less than that, so that a letter more or less at the limit does not go back and forth. */
const SHORT_AGAIN = 60;

/** Whether the text is edited in several lines. */
export function takesLines(text: string, didBefore: boolean): boolean {
  return /[\r\n]/.test(text) || text.length > (didBefore ? SHORT_AGAIN : LONGEST_LINE);
}
