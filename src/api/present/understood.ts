// How a search was read → the JSON that the API answers.
import type { Understood } from '../../search/understood.js';
import type { UnderstoodAnswer } from '../answers/understood.js';

/** Characters. Who sent a longer text knows it; a query fits. */
const MOST_WORDS = 300;

export function presentUnderstood(understood: Understood | undefined): UnderstoodAnswer {
  if (!understood) return null;
  const { kind, words, phrases, excluded, anyOf, noneOf, conditions, notes } = understood;
  const letters = words.length > MOST_WORDS ? [...words] : [];
  return {
    kind,
    words: letters.length > MOST_WORDS ? `${letters.slice(0, MOST_WORDS).join('')}…` : words,
    phrases: [...phrases],
    excluded: [...excluded],
    any_of: anyOf.map((group) => [...group]),
    none_of: noneOf.map((group) => [...group]),
    conditions: conditions.map(({ from, to, words: wanted, ...condition }) => {
      return { ...condition, words: wanted ?? null, from: from ?? null, to: to ?? null };
    }),
    notes: notes.map(({ code, message }) => ({ code, message })),
  };
}
