// Whether a text is an id that somebody pasted, rather than words.
import { canonicalId, parseId } from '../domain/ids.js';
import { MAX_NAME } from '../domain/query.js';
import { withoutEnd } from './query-words.js';

/** Ids of our own have a kind before a colon. */
const OWN_ID = /^\s*[a-z]+:\S+\s*$/;

/** Several ids at once; more are a list of references, which is a text. */
const MAX_IDS = 20;

/** The stored form of a pasted id; undefined for any other text. Words with a colon may look like one of our own. */
export function pastedId(text: string): string | undefined {
  return parseId(text).scheme === 'own' && !OWN_ID.test(text) ? undefined : canonicalId(text);
}

/** The ids, in stored form, that a text consists of: one in any way of writing it, or several with blanks or commas between. */
export function idsIn(text: string): readonly string[] {
  if (text.length > MAX_IDS * MAX_NAME) return [];
  const whole = pastedId(text);
  if (whole !== undefined) return [whole];
  const pieces = text.split(/[\s,;]+/).filter(Boolean);
  const known = pieces.length <= MAX_IDS && pieces.every((piece) => parseId(piece).scheme !== 'own');
  return known ? [...new Set(pieces.map(canonicalId))] : [];
}

/** Those that are of a known scheme: a field word looks like an id of our own. */
export function knownIds(text: string): readonly string[] {
  return idsIn(text).filter((id) => parseId(id).scheme !== 'own');
}

/** Whether a word within a text is the id of a work, and can be nothing else: bare numbers and letters may be. */
export function idInText(word: string): boolean {
  if (!/[:/]/.test(word)) return false;
  const { scheme } = parseId(withoutEnd(word.replace(/^[([<]+/, ''), '.,;:)]>'));
  return scheme === 'doi' || scheme === 'arxiv' || scheme === 'openalex';
}
