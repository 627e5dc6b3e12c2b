// Searching a row of word numbers (`WordRows`), in which each passage begins with the number of its text field.
import { bytesOf, LAST_BYTE } from './word-rows.js';

/** By the number of a text field whether it is asked for; what is not below its length is a word. */
export type FieldFlags = Uint8Array;

/** Whether what is sought stands between two places of a row. */
export type RowTest = (row: Uint8Array, start: number, end: number) => boolean;

/** Whether the words stand next to each other. */
export function sequence(words: Uint32Array): RowTest {
  const bytes = bytesOf(words);
  // the last byte of a number tells it from more others than the first ones do
  const anchor = bytes.findIndex((byte) => byte >= LAST_BYTE);
  const wanted = bytes[anchor] as number;
  return (row, start, end) => {
    const last = end - bytes.length + anchor;
    for (let at = start + anchor; at <= last; at++) {
      if (row[at] !== wanted) continue;
      const from = at - anchor;
      let n = 0;
      while (n < bytes.length && row[from + n] === bytes[n]) n++;
      // and no longer number ends with the first one
      if (n === bytes.length && (from === start || (row[from - 1] as number) >= LAST_BYTE)) return true;
    }
    return false;
  };
}

/** The same within one passage of one of the fields, of which there are 128 at most. */
export function sequenceWithin(words: Uint32Array, fields: FieldFlags): RowTest {
  const holds = sequence(words);
  const last = fields.lastIndexOf(1);
  return (row, start, end) => {
    for (let at = start; at < end; ) {
      const field = (row[at] as number) - LAST_BYTE;
      if (field > last) return false;
      const next = nextPassage(row, at + 1, end, fields.length);
      if (fields[field] === 1 && holds(row, at + 1, next)) return true;
      at = next;
    }
    return false;
  };
}

/** Where the next number stands that is one of a field: such numbers have one byte. */
function nextPassage(row: Uint8Array, from: number, end: number, fields: number): number {
  let at = from;
  while (at < end && !(isField(row[at] as number, fields) && (row[at - 1] as number) >= LAST_BYTE)) at++;
  return at;
}

const isField = (byte: number, fields: number): boolean => byte >= LAST_BYTE && byte < LAST_BYTE + fields;

/** Whether each of the terms occurs in one of the fields; `termOf` has the term of each word. */
export function termsWithin(terms: Uint32Array, fields: FieldFlags, termOf: Uint32Array): RowTest {
  const marks = fields.length;
  const last = fields.lastIndexOf(1);
  // beside each term the last row in which it was seen: nothing has to be cleared for the next one
  const seen = new Uint32Array(terms.length);
  let rows = 0;
  return (row, start, end) => {
    rows++;
    let missing = terms.length;
    let reading = false;
    let word = 0;
    for (let at = start; at < end; at++) {
      const byte = row[at] as number;
      word = (word << 7) | (byte & (LAST_BYTE - 1));
      if (byte < LAST_BYTE) continue;
      const number = word;
      word = 0;
      if (number < marks) {
        // fields stand in their order: no later one is asked for
        if (number > last) return false;
        reading = fields[number] === 1;
      } else if (reading) {
        const place = placeOf(termOf[number] as number, terms);
        if (place === terms.length || seen[place] === rows) continue;
        seen[place] = rows;
        if (--missing === 0) return true;
      }
    }
    return false;
  };
}

/** Where a term stands, or one behind the last. */
function placeOf(term: number, terms: Uint32Array): number {
  let place = 0;
  while (place < terms.length && terms[place] !== term) place++;
  return place;
}
