// What is repaired in texts when they are imported: a table of damages, and what holds of any text.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { cleanAbstract, cleanName, cleanTitle } from '../../../indexer/clean/texts.js';

const FILE = new URL('../../../../test/unit/indexer/clean-traps.yaml', import.meta.url);
const TRAPS = Object.entries(parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, string>>);
const seen = (text: string) =>
  text
    .replace(/\\u([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t');
const casesOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.split(' => ') as [string, string]);

describe.each(TRAPS)('%s', (kind, lines) => {
  test.each(casesOf(lines))('%s', (came, kept) => {
    const text = kind === 'formulas' ? came : seen(came);
    expect(cleanAbstract(text)).toBe(kept);
    expect(cleanAbstract(kept)).toBe(kept);
  });
});

test.each([
  ['M&uuml;ller, J.', 'Müller, J.'],
  ["L\\'evy, {\\'E}douard", 'Lévy, Édouard'],
  ['Journal of {GAN}s &amp; <i>Knots</i>', 'Journal of GANs & Knots'],
  ['AT&T_Labs', 'AT&T_Labs'],
])('the name %s is %s', (came, kept) => expect(cleanName(came)).toBe(kept));

test.each([undefined, '', ' ', '<p></p>', '\u200b'])('%j is nothing', (text) =>
  expect(cleanTitle(text)).toBeUndefined(),
);

const PIECES = [
  ...'<>&;/-\n "=aZéÃ©â€™\u00ad\u00a0\u0093ﬁ5$\\',
  ...[
    '<p>',
    '</p>',
    '<i>',
    '</i>',
    '<sub>',
    '</sub>',
    '<jats:title>',
    '<math>',
    '<msub>',
    '</msub>',
    '</math>',
    '<mi>x</mi>',
  ],
  ...[
    '&amp;',
    '&lt;',
    '&gt;',
    '&#39;',
    'amp;',
    'lt;',
    '(cid:173)',
    '(cid:12)',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    'tion',
    'Abstract: ',
  ],
  '\ud800',
];
const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(''));

describe('of any text', () => {
  test('none makes it throw, and what is clean stays as it is', () => {
    const property = fc.property(anyText, (text) => {
      const clean = cleanAbstract(text);
      // what was escaped again and again on purpose is unescaped a few times only
      if (/&|</.test(clean ?? '')) return;
      // a sign that is taken out may bring together what looks misread then
      if (/\(cid:\d+\)/.test(text)) return;
      expect(cleanAbstract(clean)).toBe(clean);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  test('letters outside of markup are kept, in their order', () => {
    const property = fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const plain = text.replace(/[<&\u0080-\u00f4\u200b\ufeff\u2060]/g, ' ').replace(/\p{L}[-‐]\s+\p{Ll}/gu, '');
      const letters = (from: string) => from.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');
      expect(letters(cleanTitle(plain) ?? '')).toBe(letters(plain));
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test.each([
    '<',
    '<a ',
    '<a b=c ',
    '<p>',
    '<sub>',
    '<sub>a</sub>',
    '<math><msub>',
    '</p>',
    '<!--',
    '&',
    '&amp;',
    '&#',
    'Ã',
    'â€',
    'a- b ',
    '(cid:173)',
    '\u00ad ',
    '<![CDATA[',
    'Abstract: ',
    '<a b="',
    '-',
  ])('200,000 characters of %j take no time', (piece) => {
    const text = piece.repeat(200_000 / piece.length);
    const begun = performance.now();
    cleanAbstract(text);
    // quadratic time would be minutes
    expect(performance.now() - begun).toBeLessThan(4000);
  });
});
