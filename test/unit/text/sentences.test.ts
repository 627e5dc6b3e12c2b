// Sentences: where they end and where they do not, and that nothing of a text is lost.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isInside, mathsIn } from '../../../src/text/maths.js';
import { sentencesOf } from '../../../src/text/sentences.js';

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  test.each([
    ['We show it. It works.', 2, 'a full stop and a blank'],
    ['We studied catheters.We found 3.A few.', 2, 'joined paragraphs'],
    ['The U.S. Army and K.A. Roe.', 1, 'several initials'],
    ['What? Yes! "It works." He said so. (Really.) Good.', 6, 'questions, calls, quotes and brackets'],
    ['Who will cite whom?', 1, 'one alone'],
    ['Levy et al. (2014) and Smith et al. [3] agree, as do Roe et al. here.', 1, 'names of authors'],
    ['This follows Levy et al. We extend it.', 2, 'unless a capital begins another one'],
    ['See Fig. 2, Eq. (4) and Figs. S1 vs. S2, e.g. BERT, i.e. a model, cf. Roe.', 1, 'abbreviations'],
    ['As J. Smith and Dr. Roe say.', 1, 'initials and titles'],
    ['It gains 3.5 points at v2.0 on www.example.org.', 1, 'numbers and addresses'],
    ['No. 5 of pp. 3 and approx. 5 km.', 1, 'numbered things'],
    ['We win. 2 of 3 fail.', 2, 'a number begins a sentence'],
    ['C. elegans is a worm.', 1, 'an initial, whatever it stands for'],
    ['A list of things etc. The end.', 2, 'etc.'],
    ['This is one\nsentence on two lines.', 1, 'a line break ends nothing'],
    ['A heading\n\nand a paragraph', 2, 'an empty line does'],
    ['Let $x. Y$ be \\(a. B\\) here. Then $z$ is.', 2, 'formulas are whole'],
    ['it lasts... and goes on', 1, 'a small letter goes on'],
    ['研究。方法！結果', 3, 'scripts without blanks'],
    ['', 0, 'nothing'],
    ['   ', 1, 'blanks'],
  ])('%j has %d: %s', (text, expected) => {
    expect({ parts: split(text), count: split(text).length }).toMatchObject({ count: expected });
  });
});

describe('of any text', () => {
  test('a long one is cut at blanks, outside of formulas', () => {
    const formula = `$${'a + '.repeat(100)}b$`;
    const text = `${'word '.repeat(200)}${formula} ${'word '.repeat(200)}`;
    const parts = split(text);
    expect(parts.join('')).toBe(text);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.every((part) => part.length <= 600 && part.split('$').length % 2 === 1)).toBe(true);
    expect(split('x'.repeat(5000))).toHaveLength(1);
  });

  test('together they are the text, and no edge is within a formula', () => {
    const piece = fc.constantFrom(
      ...[
        '. ',
        '.',
        ' ',
        'e.g. ',
        'et al. ',
        'A',
        'b',
        '7',
        '$',
        '$x. Y$',
        '\n',
        '\n\n',
        '。',
        '"',
        '(',
        ')',
        '😀',
        '? ',
        '…',
      ],
      'Word ',
      'word '.repeat(90),
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (one) => {
        const sentences = sentencesOf(one);
        expect(sentences.map(({ start, end }) => one.slice(start, end)).join('')).toBe(one);
        expect(sentences.every(({ start, end }) => start < end)).toBe(true);
        const maths = mathsIn(one);
        expect(sentences.some(({ start }) => isInside(maths, start))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe('hostile texts', () => {
  // a search to the end of the text for each of them would take minutes
  test.each(['A. ', '. ', '.', '"', '."', ' ', '\n', '\n ', 'a. 1 ', '! (', '。'])(
    '%j 60,000 times over is read',
    (piece) => {
      const text = piece.repeat(60_000);
      const ends = sentencesOf(text).map(({ end }) => end);
      expect(ends.at(-1)).toBe(text.length);
    },
  );
});
