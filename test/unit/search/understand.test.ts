// Query understanding as properties: it reads any text, in linear time, and prints what it has read. Its cases: test/understand.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IdeascopeError } from '../../../src/errors.js';
import { printReading, type Reading, readStrictly, understand } from '../../../src/search/understand.js';
import { isStopWord, wordsOf } from '../../../src/text/analyze.js';

const PIECES = [
  ...['"', '“', '”', '-', ' ', '  ', 'a', 'graph', '-"', '5', '\n', '!', 'é', '深', '\ud800', '(', ')', '-(', 'f(x)'],
  ...[
    ' OR ',
    ' AND ',
    ' NOT ',
    'OR',
    'NOT',
    ' "two words" ',
    'the',
    ' author:',
    'author:"A. Smith"',
    ' year:2019..',
    'x:y',
  ],
  ...[
    ' year:(2019 OR 2020) ',
    ' title:(',
    ' -topic:nets ',
    ' 2017',
    '10.5555/x',
    '2.3',
    ':',
    ' type:"Book Chapter"',
    'THE ',
  ],
];
const typed = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((all) => all.join(''));
const anyText = fc.oneof({ weight: 1, arbitrary: fc.string({ unit: 'binary' }) }, { weight: 4, arbitrary: typed });

describe('understand: any text', () => {
  test('is read', () => {
    fc.assert(
      fc.property(anyText, (input) => {
        const query = understand(input);
        for (const part of [...query.phrases, ...query.excluded]) expect(part).toMatch(/[\p{L}\p{N}]/u);
        for (const phrase of query.phrases) expect(query.text).toContain(phrase);
        for (const text of [query.text, query.loose, query.words])
          expect(text).not.toMatch(/^\s|\s$|\s\s|[\p{Cc}\p{Cs}]/u);
        expect(query.parts.length).toBeLessThanOrEqual(20);
        if (query.text === '') expect(['conditions', 'nothing']).toContain(query.kind);
        // whatever has nothing to match by would match nothing for no reason
        else expect(query.loose !== '' || query.phrases.length > 0 || query.bound).toBeTruthy();
      }),
      { numRuns: 3000 },
    );
  });

  test('is read as the same when it is printed', () => {
    fc.assert(
      fc.property(anyText, (input) => {
        const reading = understand(input);
        const again = understand(printReading(reading));
        expect(askedBy(again)).toEqual(askedBy(reading));
      }),
      { numRuns: 3000 },
    );
  });

  test('has every word somewhere: in the text, or in a condition', () => {
    const withoutIds = typed.filter((input) => !input.includes('10.5555'));
    fc.assert(
      fc.property(withoutIds, (input) => {
        const { text, parts, words } = understand(input);
        const found = new Set(wordsOf(`${text} ${printReading({ parts, words })}`));
        const asked = wordsOf(input.replace(/[\p{Cs}\p{Cc}]/gu, ' '));
        for (const word of asked) if (!isStopWord(word) && !FIELDS.has(word)) expect(found).toContain(word);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('understand', () => {
  test.each([
    '-a',
    '"a',
    '" ',
    '-"a ',
    '“a',
    'a ',
    '\u0301',
    '(',
    '(a ',
    ')',
    'a OR ',
    'OR ',
    '-(',
    'NOT ',
    'NOT (',
    'author:',
    'title:(a OR ',
    'year:(',
    'a(',
    '- ',
    '-a:',
    ',',
    'title:,',
    '10.5555/x,',
    'AND AND ',
    '((a OR b) ',
  ])('a long text of odd pieces is read (%j)', (piece) => {
    // ten times the longest text that is let in: what looks at each character again for each other would not come to an end
    const long = piece.repeat(Math.ceil(200_000 / piece.length));
    for (const text of [long, `${piece}${'!'.repeat(200_000)}b`, `${piece}${' '.repeat(200_000)}b`, `(${long})`]) {
      const { text: read, loose } = understand(text);
      expect(read.length).toBeLessThanOrEqual(2 * text.length);
      expect(loose.length).toBeLessThanOrEqual(2 * text.length);
    }
  });

  test('words without signs are kept as they are', () => {
    const words = fc.array(fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, (all) => {
        const text = all.join(' ');
        expect(understand(text)).toMatchObject({
          text,
          loose: text,
          words: text,
          phrases: [],
          excluded: [],
          parts: [],
        });
      }),
    );
  });
});

/** What a reading asks for, its loose words without punctuation, those to rank by in any order. */
function askedBy({ filter, parts, bound, loose, words, text }: Reading) {
  return { filter, parts, bound, loose: wordsOf(loose), words: wordsOf(words), text: new Set(wordsOf(text)) };
}

/** Names of fields, and what is left out of their values. */
const FIELDS = new Set(['author', 'year', 'title', 'topic', 'type', 'a', 'book', 'chapter', 'x']);

describe('readStrictly', () => {
  test.each([
    ['-neural', 'search only excludes'],
    ['-"a b" -c', 'search only excludes'],
    ['', 'no letter or digit'],
    ['?! … ""', 'no letter or digit'],
    [Array.from({ length: 21 }, (_, i) => `-x${i}`).join(' '), 'more than 20'],
  ])('refuses %j', (input, message) => {
    expect(() => readStrictly(input)).toThrow(message);
    expect(() => readStrictly(input)).toThrow(IdeascopeError);
  });

  test('knows phrases and exclusions, and no other operator', () => {
    expect(readStrictly('"a b" (c OR d) NOT e author:f year:2019 2017 -g')).toEqual({
      text: 'a b (c OR d) NOT e author:f year:2019 2017',
      loose: '(c OR d) NOT e author:f year:2019 2017',
      phrases: ['a b'],
      excluded: ['g'],
    });
  });

  test('reads a long text as any other', () => {
    const words = 'word '.repeat(60).trim();
    expect(readStrictly(`${words} "a b"`)).toMatchObject({ loose: words, phrases: ['a b'] });
  });
});
