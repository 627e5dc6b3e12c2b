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

/** Whether what is sought stands between two places of a row. */
export type RowTest = (row: Uint32Array, start: number, end: number) => boolean;

/** Whether the words stand next to each other within one passage of one of the fields. */
export function sequenceWithin(words: Uint32Array, fields: FieldFlags): RowTest {
  const marks = fields.length;
  const last = fields.lastIndexOf(1);
  return (row, start, end) => {
    for (let at = start; at < end && (row[at] as number) <= last; ) {
      const passage = at + 1;
      let next = passage;
      while (next < end && (row[next] as number) >= marks) next++;
      if (fields[row[at] as number] === 1 && hasSequence(row, passage, next, words)) return true;
      at = next;
    }
    return false;
  };
}

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
    for (let at = start; at < end; at++) {
      const word = row[at] as number;
      if (word < marks) {
        // fields stand in their order: no later one is asked for
        if (word > last) return false;
        reading = fields[word] === 1;
      } else if (reading) {
        const place = placeOf(termOf[word] as number, terms);
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
