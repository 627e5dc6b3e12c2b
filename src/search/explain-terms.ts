// Which words of a query a work has, in which of its fields and how they are written there, and which it lacks.
import { WORKS } from '../domain/fields.js';
import type { Work } from '../domain/work.js';
import type { Token } from '../text/analyze.js';
import { phraseMatches, runsIn, type TextMatch, termMatches } from '../text/matches.js';
import type { Wanted } from './wanted-words.js';

/** A passage of a text field of a work, read as it is indexed. */
export interface ReadPassage {
  readonly field: string;
  readonly text: string;
  readonly runs: readonly (readonly Token[])[];
}

/** A word or phrase of a query, and by text field what stands there for it, as written, each form once. */
export interface Occurrence {
  readonly text: string;
  readonly places: ReadonlyMap<string, readonly string[]>;
}

export interface WordsOfHit {
  /** Those that occur, in the order of the query. */
  readonly matched: readonly Occurrence[];
  /** Words of the query that occur nowhere, in its order. */
  readonly missing: readonly string[];
  readonly phrases: readonly Occurrence[];
  /** Whether the words alone make it a match. */
  readonly suffice: boolean;
  /** Whether who reads its title and abstract sees why it was found: most of the words stand there, or enough. */
  readonly visible: boolean;
}

/** The text fields that a reader of a hit sees. */
const SHOWN: readonly string[] = ['display_name', 'abstract'];

/** By key of what matches: by field, what stands there. */
export type Places = Map<string, Map<string, Set<string>>>;

/** All text fields of a work, read once for all questions. */
export function readPassages(work: Work): ReadPassage[] {
  return WORKS.textFields.flatMap(({ name: field, passages }) =>
    passages(work).map((text) => ({ field, text, runs: runsIn(text) })),
  );
}

export function wordsOfHit(wanted: Wanted, passages: readonly ReadPassage[]): WordsOfHit {
  const words: Places = new Map();
  const phrases: Places = new Map();
  for (const passage of passages) {
    note(words, passage, termMatches(passage.runs, wanted.asked));
    note(phrases, passage, phraseMatches(passage.runs, wanted.asked));
  }
  return {
    matched: [...wanted.words].flatMap(([term, text]) => (words.has(term) ? [occurrence(text, words.get(term))] : [])),
    missing: [...wanted.words].flatMap(([term, text]) => (words.has(term) ? [] : [text])),
    phrases: wanted.phrases.map((text) => occurrence(text, phrases.get(text))),
    suffice: atLeast(wanted, wanted.required, (term) => words.has(term)),
    visible: atLeast(wanted, Math.min(wanted.required, most(wanted)), (term) =>
      SHOWN.some((field) => words.get(term)?.has(field)),
    ),
  };
}

export function note(places: Places, { field, text }: ReadPassage, matches: readonly TextMatch[]): void {
  for (const { key, start, end } of matches) {
    const fields = places.get(key) ?? new Map<string, Set<string>>();
    const forms = fields.get(field) ?? new Set();
    places.set(key, fields.set(field, forms.add(text.slice(start, end))));
  }
}

export function occurrence(text: string, fields: ReadonlyMap<string, ReadonlySet<string>> = new Map()): Occurrence {
  return { text, places: new Map([...fields].map(([field, forms]) => [field, [...forms]])) };
}

/** More than half of the loose terms. */
const most = ({ loose }: Wanted) => Math.floor(loose.size / 2) + 1;

/** So many loose terms; where there are none, the phrases, which every hit has. */
function atLeast({ loose, phrases }: Wanted, required: number, has: (term: string) => boolean): boolean {
  if (loose.size === 0) return phrases.length > 0;
  return [...loose].filter(has).length >= required;
}
