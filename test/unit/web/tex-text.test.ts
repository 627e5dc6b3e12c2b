// TeX in titles and abstracts as readers see it: formulas, money, accents, emphasis, and marks that survive all of it.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formulasIn, partsOf } from '../../../web/ui/formulas.js';
import type { Piece } from '../../../web/ui/marked-text.js';
import { plainText, type Segment, segmentsOf } from '../../../web/ui/rich-runs.js';
import { readableTex } from '../../../web/ui/typeset-options.js';

/** A line: looks as `<em>…</em>`, marks as `[…]`, formulas as `⟦…⟧`, those on lines of their own as `⟦⟦…⟧⟧`. */
function shown(segments: readonly Segment[]): string {
  return segments
    .map(({ mark, runs }) => {
      const inner = runs.map(({ text, tex, display, look }) => {
        const part = tex === undefined ? text : display ? `⟦⟦${tex}⟧⟧` : `⟦${tex}⟧`;
        return look ? `<${look}>${part}</${look}>` : part;
      });
      return mark ? `[${inner.join('')}]` : inner.join('');
    })
    .join('');
}

const read = (text: string) => shown(segmentsOf([{ text }]));

describe('formulas', () => {
  test.each([
    ['$x$', '⟦x⟧'],
    ['8$\\times$8', '8⟦\\times⟧8'],
    ['in $O(n \\log n)$ steps', 'in ⟦O(n \\log n)⟧ steps'],
    ['$O(n log n)$', '⟦O(n log n)⟧'],
    ['bound $ \\Omega(n) $ and $ G $', 'bound ⟦ \\Omega(n) ⟧ and ⟦ G ⟧'],
    ['$$x$$ and \\[y\\] and \\(z\\)', '⟦⟦x⟧⟧ and ⟦⟦y⟧⟧ and ⟦z⟧'],
    ['\\begin{align}a &= b\\end{align}', '⟦⟦\\begin{align*}a &= b\\end{align*}⟧⟧'],
    ['\\begin{eqnarray}a\\end{eqnarray}', '⟦⟦\\begin{array}{rcl}a\\end{array}⟧⟧'],
    ['$a$$b$', '⟦a⟧⟦b⟧'],
    ['$x \\text{ if it is so and not else }$', '⟦x \\text{ if it is so and not else }⟧'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    'It costs $5 and $10.',
    'between $5-$10 and $1B–$2B',
    'between 5$ and 10$ each',
    'US$5 million to US$10 million',
    'from $1,000 (A$1,500)',
    '$5 and 10$ are prices',
    'A$AP Rocky and Ke$ha sing',
    'the variables $name and $other_name',
    'the folder $HOME/$USER',
    'one $ alone',
    '$$ and more',
    '\\( never closed and \\[ neither',
  ])('no formula: %s', (text) => {
    expect(formulasIn(text)).toEqual([]);
  });

  test('a price does not swallow the formula behind it', () => {
    expect(read('US$7. We show \\emph{much} at 2.7$\\times$ speed')).toBe(
      'US$7. We show <em>much</em> at 2.7⟦\\times⟧ speed',
    );
  });

  test('parts joined are the text', () => {
    const texts = fc.stringMatching(/^[$\\ a-z{}()[\]0-9.]{0,60}$/);
    fc.assert(
      fc.property(texts, (text) => {
        expect(
          partsOf(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('TeX outside of formulas', () => {
  test.each([
    ["L\\'evy, L{\\'e}vy, L\\'{e}vy", 'Lévy, Lévy, Lévy'],
    ['G\\"odel, na\\"{\\i}ve, Erd\\H{o}s, \\v{S}koda, \\c{C}elik', 'Gödel, naïve, Erdős, Škoda, Çelik'],
    ['S{\\o}ren, S\\o ren, \\AA{}ngstr\\"om, Stra\\ss e', 'Søren, Søren, Ångström, Straße'],
    ['author\\\'s \\"quoted\\" words', 'author\'s "quoted" words'],
    ['\\emph{very} \\textbf{deep} \\texttt{nets}', '<em>very</em> <strong>deep</strong> <code>nets</code>'],
    ['{\\it few} and {\\bf bold}', '<em>few</em> and <strong>bold</strong>'],
    ['\\textsc{Bert} by \\mbox{us}', 'Bert by us'],
    ['\\emph{a $x$ b}', '<em>a </em><em>⟦x⟧</em><em> b</em>'],
    ['50\\% of R\\&D in a\\_b', '50% of R&D in a_b'],
    ["a \\emph{b}---``so''--1~m", 'a <em>b</em>—“so”–1\u00a0m'],
    ['{GAN}s and {B}ayesian', 'GANs and Bayesian'],
    ['as shown \\cite{levy2019}, \\url{https://a.example/~b}', 'as shown [levy2019], https://a.example/~b'],
    ['\\href{https://a.example}{a page}', 'a page'],
    ['x\\footnote{An \\emph{aside}.}', 'x (An <em>aside</em>.)'],
    ['TNF-\\alpha and \\b{eta}', 'TNF-α and β'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    'C:\\users\\foo',
    '\\ours{} and \\ours{X}',
    'the set {0, 1} and {A}',
    'x} and {y',
    '\\emph{never closed',
    'run it with --help -- or not',
    "5'' wide and ~5 high",
    'a < b <script>alert(1)</script>',
    '\\d+ of [A-Z]',
  ])('stays as it is: %s', (text) => {
    expect(read(text)).toBe(text);
  });

  test('sets beside formulas keep their braces', () => {
    expect(read('labels in {0, 1} for $x$')).toBe('labels in {0, 1} for ⟦x⟧');
  });

  test('a title for the tab has no markup, and no marks of direction', () => {
    expect(plainText("On $\\alpha$-stable L\\'evy \u202eprocesses")).toBe('On \\alpha-stable Lévy processes');
  });
});

describe('marks', () => {
  test.each<[string, Piece[], string]>([
    ['around a formula', [{ text: 'a ' }, { text: 'b $x$ c', mark: 'meaning' }], 'a [b ⟦x⟧ c]'],
    [
      'within an argument',
      [{ text: '\\emph{' }, { text: 'deep', mark: 'words' }, { text: '} nets' }],
      '[<em>deep</em>] nets',
    ],
    ['of an accented word', [{ text: "L\\'evy", mark: 'words' }, { text: ' flights' }], '[Lévy] flights'],
    ['on both sides of a price', [{ text: '$5 ' }, { text: 'and', mark: 'words' }, { text: ' $10' }], '$5 [and] $10'],
    ['that cut a formula', [{ text: '$x + ' }, { text: 'y', mark: 'words' }, { text: '$' }], '[⟦x + y⟧]'],
  ])('%s', (_, pieces, expected) => {
    expect(shown(segmentsOf(pieces))).toBe(expected);
  });

  test('of texts without TeX stay where they are, letter by letter', () => {
    const piece = fc.record({
      text: fc.stringMatching(/^[a-zé <&.-]{1,8}$/),
      mark: fc.constantFrom(undefined, 'words', 'meaning'),
    });
    const letters = (all: readonly { readonly text: string; readonly mark?: string | undefined }[]) =>
      all.flatMap(({ text, mark }) => [...text].map((letter) => [letter, mark]));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const segments = segmentsOf(pieces.map(({ text, mark }) => (mark ? { text, mark } : { text })));
        const seen = segments.map(({ mark, runs }) => ({ mark, text: runs.map((run) => run.text).join('') }));
        expect(letters(seen)).toEqual(letters(pieces));
      }),
    );
  });
});

test('signs that mean something to TeX only are what they look like', () => {
  expect(readableTex('p < 5% # x')).toBe('p < 5\\% \\# x');
  expect(readableTex('5\\%')).toBe('5\\%');
  expect(readableTex('\\newcommand{\\a}[1]{#1} \\a{x}')).toBe('\\newcommand{\\a}[1]{#1} \\a{x}');
});

test('takes time in proportion to the text', () => {
  for (const nasty of [
    '$',
    '\\(',
    '{',
    '}',
    '\\emph{',
    '\\begin{align}',
    "\\'",
    '\\"',
    '``',
    '$a ',
    '{\\it ',
    '$\\',
    '{A',
  ]) {
    const start = performance.now();
    segmentsOf([{ text: nasty.repeat(20_000) }]);
    expect([nasty, performance.now() - start < 3000]).toEqual([nasty, true]);
  }
});
