// BibTeX: the traps, other programs' reading of the same entries, and hostile files.
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEntry } from '../../../../indexer/importers/bibtex-syntax.js';
import { namesOf, verbatim } from '../../../../indexer/importers/bibtex-text.js';
import { describeImporter } from '../../../support/describe-importer.js';
import { readBytes } from '../../../support/importer-fixtures.js';
import { oddWork } from '../../../support/odd-works.js';
import { exported } from '../../../support/read-exports.js';

describeImporter({
  format: 'bibtex',
  pieces: [
    '@article{',
    '@string{a = ',
    '@comment{',
    '{',
    '}',
    '"',
    ',',
    '=',
    '#',
    '\\',
    '$',
    ' and ',
    '\n@misc{x, title={',
  ],
});

test('fields are those that citation-js reads', () => {
  const word = fc.constantFrom('Tides', 'of {GAN}s', '{\\"o}re', 'x {y {z}} w', '5', 'a, b', '= c', '# d');
  const value = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  const written = fc.oneof(
    value.map((text) => `{${text}}`),
    value.map((text) => `"${text}"`),
    fc.nat(3000).map(String),
  );
  const property = fc.property(written, written, fc.constantFrom(',', ', ', ',\n  '), (note, title, comma) => {
    const text = `@article{key1${comma}title = {x} # ${title}${comma}note=${note}\n}`;
    const [item] = plugins.input.data(text, '@biblatex/text');
    const { fields } = readEntry(text, 0, new Map());
    // it leaves out braces of its own accord
    const plain = (one: unknown) => String(one).replace(/[{}\s]/g, '');
    expect(plain(fields.get('title'))).toBe(plain(item?.properties['title']));
    expect(plain(fields.get('note'))).toBe(plain(item?.properties['note']));
  });
  fc.assert(property, { numRuns: 200 });
});

test.each([
  ['{\\O}de, Bo', 'Bo Øde'],
  ['van der Lex, J.', 'J. van der Lex'],
  ['{van der Lex}, J.', 'J. van der Lex'],
  ['family=Lex, given=Jan, prefix=van der, suffix=III', 'Jan van der Lex III'],
  ["O'Neil, Ann-Marie", "Ann-Marie O'Neil"],
  ['{Harbour, Board and Sons}', 'Harbour, Board and Sons'],
])('the name %s is %s', (written, name) => expect(namesOf(written)).toEqual({ names: [name], isCut: false }));

test('addresses and ids are as they were before they were escaped', () => {
  expect(verbatim('{\\url{https://example.org/\\~a\\_b\\%20}}')).toBe('https://example.org/~a_b%20');
});

test('titles and names of an export come back', async () => {
  const property = fc.asyncProperty(oddWork, async (work) => {
    const [found] = await readBytes(Buffer.from(exported('bibtex', [work])), 'bibtex');
    const again = found?.work;
    if (again === undefined || !('display_name' in again)) return;
    // the accents of TeX are written as composed letters (Unicode, NFC)
    expect(again.display_name?.normalize()).toBe(work.display_name.normalize());
  });
  await fc.assert(property, { numRuns: 300 });
});

describe('hostile files', () => {
  test.each([
    '@',
    '@a{',
    '@a{b,',
    '{',
    '"',
    '@a{b,c={',
    '@a{b,c=" ',
    '@string{a=',
    '\n@a{b',
    '@comment{',
    '# ',
    ' and ',
  ])('%j again and again is read in time', async (piece) => {
    const text = `@misc{x, title={T}}\n@misc{y, title={${piece.repeat(50_000 / piece.length)}`;
    const begun = performance.now();
    const [first] = await readBytes(Buffer.from(text), 'bibtex');
    expect(first?.work).toMatchObject({ id: 'x' });
    // quadratic time would be minutes
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  test('Windows-1252 is read as such', async () => {
    const [found] = await readBytes(Buffer.from('@misc{x, title={Über Tiden}}', 'latin1'), 'bibtex');
    expect(found?.work).toMatchObject({ display_name: 'Über Tiden' });
  });

  test('wholes that never come keep nobody waiting for long', async () => {
    const entries = Array.from(
      { length: 2000 },
      (_, i) => `@inproceedings{k${i}, title={T ${i}}, crossref={none${i}}}`,
    );
    const found = await readBytes(Buffer.from(entries.join('\n')), 'bibtex');
    expect(found.map(({ number }) => number)).toEqual(entries.map((_, i) => i + 1));
  });
});
