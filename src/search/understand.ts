// The text of a search → its parts: words, phrases, exclusions, alternatives, field words. Specified by test/understand/cases.yaml.
import { and, type Filter, type TextQuery } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { isStopWord, wordsOf } from '../text/analyze.js';
import { idsIn, knownIds } from './pasted-id.js';
import { HAS_WORD, MAX_CONDITIONS, MAX_TYPED, QueryReader } from './query-reader.js';
import { tidy } from './query-words.js';
import {
  type Note,
  type Part,
  printPart,
  type ReadingKind,
  textsOf,
  type Understood,
  understoodAs,
} from './understood.js';

/** A text query, and all else that the text of a search says. */
export interface Reading extends TextQuery {
  readonly kind: Exclude<ReadingKind, 'id'>;
  /** The words outside of conditions, as typed. */
  readonly words: string;
  /** The conditions, in order. */
  readonly parts: readonly Part[];
  /** What field words and alternatives ask of every hit; `phrases` and `excluded` are not in it. */
  readonly filter: Filter;
  /** The ids, in stored form, that the whole text consists of; read as words they are what the rest says. */
  readonly ids: readonly string[];
  readonly notes: readonly Note[];
}

// Half a surrogate pair is no character, and control characters are no part of any word.
const UNREADABLE = /[\p{Cs}\p{Cc}]/gu;
const YEAR = /^[([]?(?<year>(?:19|20)\d\d)[)\],.;:?!]?$/;
const QUESTION = /[?？]\s*$|^(?:what|how|why|which|who|whom|whose|when|where|is|are|can|could|do|does|did|should)\s/i;

/**
 * Reads a search: `"…"` (also “…” and „…“) is a hard phrase; `-word`, `-"…"` and NOT exclude; OR (in capitals) joins
 * alternatives, parentheses group them; `author:`, `year:` and other field words (`query-fields.ts`) are conditions. What
 * cannot be read is plain text, and so is every text of more than 40 words outside of conditions. Reads any text, in time
 * linear in its length.
 */
export function understand(search: string): Reading {
  const source = readable(search);
  const reader = new QueryReader(source, true);
  if (wordsOf(reader.rest('words', false)).length > MAX_TYPED) {
    return asProse(source, reader.parts.length > 0 || reader.unusual);
  }
  const reading = readingOf(reader, reader.setsIdsAside());
  const { query, year } = withoutYears(reading);
  if (year !== undefined) {
    reader.note(
      'year_in_text',
      `${year} is read as a word that need not occur: year:${year} asks for the works of that year`,
    );
  }
  return { ...query, ids: query.parts.length > 0 ? knownIds(source) : idsIn(source), notes: reader.notes };
}

/**
 * Reads names and the words of a field: phrases and exclusions only, and nothing is passed over.
 * @param must whether there must be a search: nobody is told to leave it out then
 * @throws IdeascopeError invalid_parameter if nothing is left to search for, or if there are more than 20 quoted
 *   phrases and exclusions
 */
export function readStrictly(search: string, must = false): TextQuery {
  const reader = new QueryReader(readable(search), false);
  if (reader.beyond) throw tooManyConditions();
  const { text, loose, phrases, excluded } = readingOf(reader, false);
  if (text === '') throw nothingToFind(excluded, must);
  return { text, loose, phrases, excluded };
}

/** A reading as it can be typed: read again, it asks for the same. */
export function printReading({ parts, words }: Pick<Reading, 'parts' | 'words'>): string {
  return [...parts.map(printPart), words].filter(Boolean).join(' ');
}

/** For people. */
export function understoodOf({ kind, words, parts, notes }: Reading): Understood {
  return understoodAs(kind, words, parts, notes);
}

/** Text without what no word can hold. */
export function readable(text: string): string {
  return text.replace(UNREADABLE, ' ');
}

function asProse(source: string, hasOperators: boolean): Reading {
  const text = tidy(source);
  const message = `a text of more than ${MAX_TYPED} words is read as it is: quotes, minus signs and operators in it are plain`;
  const notes: Note[] = hasOperators ? [{ code: 'long_text', message }] : [];
  const conditions = { phrases: [], excluded: [], parts: [], filter: and([]), ids: [] };
  return { kind: 'text', text, loose: text, words: text, ...conditions, notes };
}

type Read = Omit<Reading, 'ids' | 'notes'>;

/** @param aside whether ids are no words */
function readingOf(reader: QueryReader, aside: boolean): Read {
  const { parts } = reader;
  const words = reader.rest('words', aside);
  const phrases = textsOf(parts, 'phrase');
  const bound = parts.some((part) => part.type === 'any_of' || (part.type === 'condition' && !part.negated));
  const written = reader.rest('text', aside);
  // beside a phrase or another condition, function words ask for nothing
  const conditional = phrases.length > 0 || bound;
  const asks = wordsOf(words).some((word) => !isStopWord(word));
  const ranks = phrases.length > 0 || !bound || wordsOf(written).some((word) => !isStopWord(word));
  const text = ranks && HAS_WORD.test(written) ? written : '';
  const kind = kindOf(text, parts.length > 0);
  if (kind === 'nothing') reader.note('nothing_to_find', 'there is no letter and no digit, so nothing can match');
  if (kind === 'conditions') {
    reader.note('not_ranked', 'there are no words to rank by: these are all works that fulfil the conditions');
  }
  const loose = text === '' || (conditional && !asks) ? '' : words;
  const query = { text, loose, phrases, excluded: textsOf(parts, 'exclusion') };
  return { kind, ...query, words, ...(bound ? { bound } : {}), parts, filter: filterOf(parts) };
}

function kindOf(text: string, hasConditions: boolean): Reading['kind'] {
  if (text === '') return hasConditions ? 'conditions' : 'nothing';
  return QUESTION.test(text) ? 'question' : 'words';
}

function filterOf(parts: readonly Part[]): Filter {
  return and(
    parts.flatMap((part): Filter[] => {
      if (part.type === 'condition') {
        const { filter } = part.condition;
        return [part.negated ? { type: 'not', filter } : filter];
      }
      return 'filter' in part ? [part.filter] : [];
    }),
  );
}

/** A year beside other words ranks, but need not occur: works hardly ever name the year they are from. */
function withoutYears(query: Read): { readonly query: Read; readonly year: string | undefined } {
  const all = query.loose.split(' ');
  const year = all.map((word) => YEAR.exec(word)?.groups?.year).find((one) => one !== undefined);
  const others = all.filter((word) => !YEAR.test(word)).join(' ');
  if (year === undefined || wordsOf(others).every(isStopWord)) return { query, year: undefined };
  return { query: { ...query, loose: others }, year };
}

function tooManyConditions(): IdeascopeError {
  const message = `search has more than ${MAX_CONDITIONS} quoted phrases and exclusions: leave the quotes of some out`;
  return new IdeascopeError('invalid_parameter', message, 'search');
}

function nothingToFind(excluded: readonly string[], must: boolean): IdeascopeError {
  const message =
    excluded.length > 0
      ? 'search only excludes: say also what to find, as in `graph -neural`'
      : `search contains no letter or digit: give words to search for${must ? '' : ', or leave it out to list all'}`;
  return new IdeascopeError('invalid_parameter', message, 'search');
}
