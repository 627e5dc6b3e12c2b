// Searching a row of word numbers, in which each passage begins with the number of its text field.

/** By the number of a text field whether it is asked for; what is not below its length is a word. */
export type FieldFlags = Uint8Array;

/** Whether the words stand next to each other between two places of a row. */
export function hasSequence(row: Uint32Array, start: number, end: number, words: Uint32Array): boolean {
  const first = words[0] as number;
  const last = end - words.length;
  for (let i = nextWord(row, first, start, last); i <= last; i = nextWord(row, first, i + 1, last)) {
    let n = 1;
    while (n < words.length && row[i + n] === words[n]) n++;
    if (n === words.length) return true;
  }
  return false;
}

/** The next place of a word up to `last`, or one behind it. Four words a step take half the time of one. */
function nextWord(row: Uint32Array, word: number, from: number, last: number): number {
  let i = from;
  for (; i + 3 <= last; i += 4) {
    if (row[i] === word || row[i + 1] === word || row[i + 2] === word || row[i + 3] === word) break;
  }
  while (i <= last && row[i] !== word) i++;
  return i;
}

/** The same within one passage of one of the fields. */
export function hasSequenceWithin(
  row: Uint32Array,
  start: number,
  end: number,
  words: Uint32Array,
  fields: FieldFlags,
): boolean {
  const last = fields.lastIndexOf(1);
  for (let at = start; at < end && (row[at] as number) <= last; ) {
    const passage = at + 1;
    const next = endOfPassage(row, passage, end, fields.length);
    if (fields[row[at] as number] === 1 && hasSequence(row, passage, next, words)) return true;
    at = next;
  }
  return false;
}

function endOfPassage(row: Uint32Array, from: number, end: number, marks: number): number {
  let at = from;
  while (at < end && (row[at] as number) >= marks) at++;
  return at;
}

interface WantedTerms {
  readonly fields: FieldFlags;
  /** The term of each word. */
  readonly termOf: Uint32Array;
  readonly wanted: readonly number[];
  /** Beside each wanted term the last row in which it was seen; rows are numbered as they are asked for. */
  readonly seen: Uint32Array;
  readonly row: number;
}

/** Whether each of the terms occurs in one of the fields. */
export function hasTermsWithin(data: Uint32Array, start: number, end: number, asked: WantedTerms): boolean {
  const { fields, termOf, wanted, seen, row } = asked;
  const marks = fields.length;
  const last = fields.lastIndexOf(1);
  let missing = wanted.length;
  let reading = false;
  for (let at = start; at < end; at++) {
    const word = data[at] as number;
    if (word < marks) {
      // fields stand in their order: no later one is asked for
      if (word > last) return false;
      reading = fields[word] === 1;
    } else if (reading) {
      const place = wanted.indexOf(termOf[word] as number);
      if (place < 0 || seen[place] === row) continue;
      seen[place] = row;
      if (--missing === 0) return true;
    }
  }
  return false;
}
