// Texts as the interface shows them: marks of the API, formulas, beginnings; markup in them stays text.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { partsOf } from '../../../web/ui/formulas.js';
import { beginningOf, markedWhole, type Piece, piecesOf } from '../../../web/ui/marked-text.js';

const joined = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');
const escaped = (text: string) =>
  text.replace(/[&<>"']/g, (sign) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[sign]};`);

const piece = fc.record({
  text: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '<', '>', '&', '"', "'", 'mark', '/', 'é'), minLength: 1 }),
  mark: fc.constantFrom(undefined, 'words', 'meaning'),
});

describe('marks', () => {
  test('what is escaped comes back as it was, with its marks', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const html = pieces
          .map(({ text, mark }) => {
            const tag = mark === 'meaning' ? '<mark class="meaning">' : '<mark>';
            return mark ? `${tag}${escaped(text)}</mark>` : escaped(text);
          })
          .join('');
        const found = piecesOf(html);
        expect(joined(found)).toBe(joined(pieces as Piece[]));
        const marked = (mark: string) => pieces.filter((one) => one.mark === mark).map(({ text }) => text);
        expect(found.filter(({ mark }) => mark === 'words').map(({ text }) => text)).toEqual(marked('words'));
        expect(found.filter(({ mark }) => mark === 'meaning').map(({ text }) => text)).toEqual(marked('meaning'));
      }),
    );
  });

  test('other tags are text', () => {
    const html = '&lt;img src=x onerror=alert(1)&gt; <b>bold</b> <mark>graph</mark>s';
    expect(piecesOf(html)).toEqual([
      { text: '<img src=x onerror=alert(1)> <b>bold</b> ' },
      { text: 'graph', mark: 'words' },
      { text: 's' },
    ]);
    expect(piecesOf('&amp;lt;')).toEqual([{ text: '&lt;' }]);
  });

  test('the whole of a text has the marks of its stretch, and its words marked in the rest', () => {
    const text = 'Graphs first. A graph of graphs is learned. Then no GRAPH, but graphite and $graph$.';
    const html = '… A <mark>graph</mark> of <mark>graphs</mark> is learned. …';
    const pieces = markedWhole(text, html);
    expect(joined(pieces)).toBe(text);
    expect(pieces.filter(({ mark }) => mark).map((one) => one.text)).toEqual(['Graphs', 'graph', 'graphs', 'GRAPH']);
  });

  test('the whole is the text, whatever is marked in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '$', '\\', '(', '.', '*', '-') }), (text) => {
        const html = `…${escaped(text.slice(2, 9))}<mark>a</mark> <mark>b*</mark> …`;
        expect(joined(markedWhole(text, html))).toBe(text);
      }),
    );
    expect(markedWhole('', '')).toEqual([]);
  });
});

describe('formulas', () => {
  test('parts joined are the text', () => {
    const sign = fc.constantFrom(
      'a',
      '1',
      ' ',
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      '\\begin{align}',
      '\\end{align}',
    );
    fc.assert(
      fc.property(fc.array(sign), (signs) => {
        const text = signs.join('');
        expect(
          partsOf(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test.each([
    ['of $O(n^2)$ time', ['O(n^2)']],
    ['\\(a\\) and \\[b\\] and $$c$$', ['a', 'b', 'c']],
    ['\\begin{align*}a&=b\\end{align*}', ['\\begin{align*}a&=b\\end{align*}']],
    ['\\begin{align}a\\end{gather}', []],
    ['$5 and $10 a piece', []],
    ['costs \\$5 or \\$6', []],
    ['a $ b $ c', [' b ']],
  ])('%s', (text, formulas) => {
    expect(partsOf(text).flatMap(({ tex }) => (tex === undefined ? [] : [tex]))).toEqual(formulas);
  });

  test('only what stands by itself is displayed', () => {
    expect(partsOf('$a$$$b$$').map(({ display }) => display)).toEqual([false, true]);
  });
});

describe('the beginning of a text', () => {
  test('ends between words and before a formula that does not fit', () => {
    expect(beginningOf('short', 10)).toBe('short');
    expect(beginningOf('one two three', 8)).toBe('one two …');
    expect(beginningOf('one two $x + y$ three', 12)).toBe('one two …');
    expect(beginningOf('x'.repeat(30), 10)).toBe(`${'x'.repeat(10)} …`);
  });

  test('is a beginning, and never longer', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '$', 'b') }),
        fc.integer({ min: 1, max: 30 }),
        (text, most) => {
          const kept = beginningOf(text, most).replace(/ …$/, '');
          expect(kept.length).toBeLessThanOrEqual(Math.max(most, text.length <= most ? text.length : 0));
          expect(text.startsWith(kept)).toBe(true);
        },
      ),
    );
  });
});
