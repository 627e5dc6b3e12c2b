// Formulas: which stretches of a text are maths, also in hostile texts.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isInside, mathsIn, touching } from '../../../src/text/maths.js';

const formulas = (text: string) => mathsIn(text).map(({ start, end }) => text.slice(start, end));

describe('formulas', () => {
  test.each([
    ['Let $k$ be $n + 1$.', ['$k$', '$n + 1$'], 'between dollars'],
    ['$$a\n= b$$ and $c$', ['$$a\n= b$$', '$c$'], 'between two dollars each'],
    ['\\(x\\) is \\[y^2\\]', ['\\(x\\)', '\\[y^2\\]'], 'between brackets'],
    ['see \\begin{align*}a&=b\\end{align*}.', ['\\begin{align*}a&=b\\end{align*}'], 'environments'],
    [
      '\\begin{math}\\begin{split}a\\end{split}\\end{math}',
      ['\\begin{math}\\begin{split}a\\end{split}\\end{math}'],
      'one within another is one',
    ],
    ['\\begin{itemize}a\\end{itemize}', [], 'a list is no formula'],
    ['From $5 to $10, and $ 4', [], 'prices are none'],
    ['8$\\times$8 and 2$^k$5', ['$\\times$', '$^k$'], 'TeX before a digit'],
    ['US$5 and CA$10', [], 'behind letters, too'],
    ['\\$5 and \\$6', [], 'escaped dollars are none'],
    ['$a\\$b$', ['$a\\$b$'], 'an escaped dollar ends nothing'],
    ['a \\\\[2pt] b \\]', [], 'space behind a line is none'],
    ['\\( never closed, $x$', ['$x$'], 'what is not closed is none'],
    ['\\begin{equation} never closed \\(x\\)', ['\\(x\\)'], 'nor is an environment'],
  ])('%j has %j: %s', (text, expected) => {
    expect(formulas(text)).toEqual(expected);
  });
});

describe('of any text', () => {
  test('formulas are in order and apart, and begin and end with their delimiters', () => {
    const piece = fc.constantFrom(
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      'x',
      ' ',
      '5',
      '\\',
      '\\begin{math}',
      '\\end{math}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { start, end } of mathsIn(text)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(text.slice(start, end)).toMatch(/^(?:\$.+\$|\\\(.*\\\)|\\\[.*\\\]|\\begin\{math\}.*\\end\{math\})$/);
          at = end;
        }
      }),
      { numRuns: 2000 },
    );
  });

  // a search to the end of the text for each of them would take minutes
  test.each(['\\(', '\\[x', '$a ', '$$x ', '\\begin{math}', '\\$', '$\\'])('%j 100,000 times over is read', (piece) => {
    const text = `${piece.repeat(100_000)} then $x$`;
    expect(formulas(text).length).toBeGreaterThan(0);
  });
});

describe('places and spans', () => {
  const spans = fc
    .uniqueArray(fc.nat(30), { maxLength: 12 })
    .map((edges) => edges.sort((a, b) => a - b))
    .map((edges) =>
      edges.flatMap((start, i) =>
        i % 2 === 0 && i + 1 < edges.length ? [{ start, end: edges[i + 1] as number }] : [],
      ),
    );

  test('those that touch are those that overlap', () => {
    fc.assert(
      fc.property(spans, fc.nat(30), fc.integer({ min: 1, max: 5 }), (all, start, length) => {
        const stretch = { start, end: start + length };
        expect(touching(all, stretch)).toEqual(all.filter((one) => one.start < stretch.end && one.end > stretch.start));
        expect(isInside(all, start)).toBe(all.some((one) => one.start < start && start < one.end));
      }),
    );
  });
});
