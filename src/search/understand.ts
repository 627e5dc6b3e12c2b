// The text of a search → its parts: loose words, hard phrases, exclusions. Specified by test/scenarios/understand.json.
import type { TextQuery } from '../domain/query.js';
import { IdeascopeError } from '../errors.js';
import { isStopWord, wordsOf } from '../text/analyze.js';

const Q = '"“”„‟';
// A straight quote opens only where a word could begin, so that inches (5" wafer) stay text; a curly one says so itself.
const PHRASE = `(?:(?<![\\p{L}\\p{M}\\p{N}])"|[“”„‟])(?<phrase>[^${Q}]*)[${Q}]`;
// A minus before a bare number is a sign, not an exclusion: pasted abstracts are full of -5 °C and 10 -3.
const EXCLUSION = `(?<=^|\\s)-(?:[${Q}](?<notPhrase>[^${Q}]*)[${Q}]|(?<notWord>\\p{N}*\\p{L}[^\\s${Q}]*))`;
const PART = new RegExp(`${EXCLUSION}|${PHRASE}`, 'gu');
const HAS_WORD = /[\p{L}\p{N}]/u;
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;
// Half a surrogate pair is no character, and control characters are no part of any word.
const UNREADABLE = /[\p{Cs}\p{Cc}]/gu;

/** Every phrase and every exclusion costs the engine a search of its own. */
const MAX_CONDITIONS = 20;

/**
 * Reads a search: `"…"` (also “…” and „…“) is a hard phrase, `-word` and `-"…"` at the start of a word exclude, all
 * else is loose text; a quote without partner is a character like any other.
 * @param must whether there must be a search: nobody is told to leave it out then
 * @throws IdeascopeError invalid_parameter if nothing is left to search for, or if there are more than 20 quoted
 *   phrases and exclusions; no other text is refused.
 */
export function understand(search: string, must = false): TextQuery {
  const source = readable(search);
  const phrases = new Set<string>();
  const excluded = new Set<string>();
  let text = '';
  let loose = '';
  let at = 0;
  for (const part of source.matchAll(PART)) {
    const before = source.slice(at, part.index);
    at = part.index + part[0].length;
    const { phrase = '', notPhrase, notWord } = part.groups ?? {};
    if (HAS_WORD.test(phrase)) phrases.add(tidy(phrase));
    const exclusion = bare(tidy(notPhrase ?? notWord ?? ''));
    if (exclusion !== '') excluded.add(exclusion);
    text += `${before} ${phrase} `;
    loose += `${before} `;
  }
  if (phrases.size + excluded.size > MAX_CONDITIONS) throw tooManyConditions();
  const rest = source.slice(at);
  const words = tidy(loose + rest);
  // beside a phrase, function words ask for nothing
  const asked = phrases.size > 0 && wordsOf(words).every(isStopWord) ? '' : words;
  const query = { text: tidy(text + rest), loose: asked, phrases: [...phrases], excluded: [...excluded] };
  if (!HAS_WORD.test(query.text)) throw nothingToFind(query, must);
  return query;
}

/** Text without what no word can hold. */
export function readable(text: string): string {
  return text.replace(UNREADABLE, ' ');
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Without punctuation at its ends. A loop: a pattern anchored at the end takes quadratic time on long punctuation. */
function bare(text: string): string {
  const characters = [...text];
  const first = characters.findIndex((one) => WORD_CHARACTER.test(one));
  const last = characters.findLastIndex((one) => WORD_CHARACTER.test(one));
  return characters.slice(Math.max(first, 0), last + 1).join('');
}

function tooManyConditions(): IdeascopeError {
  const message = `search has more than ${MAX_CONDITIONS} quoted phrases and exclusions: leave the quotes of some out`;
  return new IdeascopeError('invalid_parameter', message, 'search');
}

function nothingToFind(query: TextQuery, must: boolean): IdeascopeError {
  const message =
    query.excluded.length > 0
      ? 'search only excludes: say also what to find, as in `graph -neural`'
      : `search contains no letter or digit: give words to search for${must ? '' : ', or leave it out to list all'}`;
  return new IdeascopeError('invalid_parameter', message, 'search');
}
