// Single values from outside → clean values, or undefined where they are of no use.
import { z } from 'zod';
import { canonicalIdOf } from '../src/domain/ids.js';

// Combining marks and everything beyond start at U+0300: text below that is in NFC already, and most text is.
const BEYOND_LATIN = /[\u0300-\uffff]/;
/** Characters: what is longer is no address and no DOI. */
const LONGEST_ADDRESS = 4_000;
const LONE_SURROGATE = /\p{Surrogate}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNEVEN_SPACE = /[\s\u0000-\u001f\u007f]{2,}|[^\S ]|[\u0000-\u001f\u007f]/g;

/** Text in NFC with single blanks and no control characters; undefined if nothing is left. */
export function cleanText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const composed = BEYOND_LATIN.test(text) ? text.replace(LONE_SURROGATE, '\ufffd').normalize('NFC') : text;
  return composed.replace(UNEVEN_SPACE, ' ').trim() || undefined;
}

function integerOf(value: string | number | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** A year from 1000 to 2100. */
export function yearOf(value: string | number | undefined): number | undefined {
  const year = integerOf(value);
  return year !== undefined && year >= 1000 && year <= 2100 ? year : undefined;
}

const isoDate = z.iso.date();

/** The day of an ISO 8601 date or time, if the calendar has it and its year is possible. */
export function dateOf(value: string | undefined): string | undefined {
  const day = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/.exec(value ?? '')?.[1];
  return day !== undefined && isoDate.safeParse(day).success && yearOf(day.slice(0, 4)) !== undefined ? day : undefined;
}

/** A count; absent, negative or broken ones are 0. */
export function countOf(value: string | number | undefined): number {
  return Math.max(0, integerOf(value) ?? 0);
}

const languages = new Map<string, string | undefined>();
/** There are some thousand tags that mean anything. */
const LANGUAGES_KEPT = 10_000;

/** The shortest ISO 639 code of a language tag: `fra` and `fr-CA` are `fr`. */
export function languageOf(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  const key = tag.trim().toLowerCase();
  if (!/^[a-z]{2,3}([-_][a-z0-9]{1,8}){0,3}$/.test(key)) return undefined;
  if (languages.size >= LANGUAGES_KEPT) languages.clear();
  if (!languages.has(key)) languages.set(key, primaryLanguage(key));
  return languages.get(key);
}

function primaryLanguage(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language;
  } catch {
    return undefined;
  }
}

/** Whether a string is Unicode: without half characters, which no UTF-8 store gives back. */
export function isWellFormed(text: string): boolean {
  return !(BEYOND_LATIN.test(text) && text.search(LONE_SURROGATE) >= 0);
}

/**
 * The DOI in a field for one, in stored form. Publishers' addresses end in it (`https://publisher.example/book/10.1234/5`);
 * where several are listed, the first counts. A DOI with other text around it is not taken: it might be cut short.
 */
export function doiOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > LONGEST_ADDRESS) return undefined;
  const direct = canonicalIdOf('doi', text);
  if (direct !== undefined) return direct;
  const ending = endingOf(text.trim());
  if (ending !== undefined) return canonicalIdOf('doi', ending);
  const listed = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((part) => canonicalIdOf('doi', part));
  return listed.every((one) => one !== undefined) ? listed[0] : undefined;
}

/** What an address ends in, if that looks like a DOI. */
function endingOf(address: string): string | undefined {
  if (!/^https?:\/\/\S+$/i.test(address)) return undefined;
  return /\/(10\.\d{4,9}\/[\s\S]+)/.exec(address.split(/[?#]/).at(-1) ?? '')?.[1];
}

/** What a caught value says, whatever was thrown. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** An http(s) address; other schemes are dropped, because the address becomes a link. */
export function webAddress(value: string | undefined): string | undefined {
  const address = value === undefined || value.length > LONGEST_ADDRESS ? undefined : cleanText(value);
  return address !== undefined && /^https?:\/\/[^\s/]/i.test(address) && !address.includes(' ') ? address : undefined;
}
