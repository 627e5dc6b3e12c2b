// Exports of works with any texts, parsed back by other people's libraries: nothing is lost, and nothing gets in.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toWork } from '../../../indexer/importers/formats.js';
import { asImported, type Work } from '../../../src/domain/work.js';
import type { NameParts } from '../../../src/export/names.js';
import { nameParts } from '../../../src/export/names.js';
import { oneLine } from '../../../src/export/tex.js';
import { oddWork } from '../../support/odd-works.js';
import { exported, lettersIn, nameLetters, readBibtex, readCsv, readRis } from '../../support/read-exports.js';
import { byAuthor, makeWork } from '../../support/works.js';

const always = (holds: (work: Work) => void) => fc.assert(fc.property(oddWork, holds), { numRuns: 500 });
const DOI = 'https://doi.org/'.length;
/** Where a cell begins, for some program in some country. */
const BEGINNING = /(?:^|[;\t\r\n])[\s\p{Cc}\p{Cf}]*/u;
const FORMULA = new RegExp(`${BEGINNING.source}[=+\\-@＝＋－＠]`, 'u');
const APOSTROPHES = new RegExp(`(${BEGINNING.source})'(?=[=+\\-@＝＋－＠])`, 'gu');

const inOrder = (parts: NameParts) =>
  'whole' in parts ? parts.whole : `${parts.family} ${parts.given} ${parts.suffix}`;
const authorsOf = (work: Work) =>
  work.authorships
    .filter(({ author }) => oneLine(author.display_name) !== '')
    .map(({ author }) => lettersIn(inOrder(nameParts(author.display_name))));

test('BibTeX: title, abstract, authors, year, and the addresses as they are', () => {
  always((work) => {
    const [item, ...others] = readBibtex(exported('bibtex', [work]));
    expect(others).toEqual([]);
    expect(item?.title ?? '').toBe(oneLine(work.display_name));
    expect(item?.abstract ?? '').toBe(oneLine(work.abstract ?? ''));
    expect((item?.author ?? []).map(nameLetters)).toEqual(authorsOf(work));
    expect(item?.issued?.['date-parts'][0]?.[0]).toBe(work.publication_year);
    expect(item?.DOI && decodeURIComponent(item.DOI)).toBe(work.ids.doi?.slice(DOI));
    const page = work.primary_location?.landing_page_url;
    if (page !== undefined) expect(decodeURI(item?.URL ?? '')).toBe(decodeURI(page));
  });
});

test.each(['$k$ mRNA', 'b% k%', 'Foo_', 'R& D#'])('BibTeX: a name that ends with a sign (%s)', (name) => {
  const work = makeWork({ id: 'w', authorships: [byAuthor(name), byAuthor('Olatunji Ruwase')] });
  const [item] = readBibtex(exported('bibtex', [work]));
  expect((item?.author ?? []).map(nameLetters)).toEqual(authorsOf(work));
});

test('BibTeX: braces are in pairs, as BibTeX counts those behind a backslash, too', () => {
  always((work) => {
    let depth = 0;
    for (const brace of exported('bibtex', [work]).match(/[{}]/g) ?? []) {
      depth += brace === '{' ? 1 : -1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
  });
});

test('RIS: title, abstract, authors, year, page, id', () => {
  always((work) => {
    const [item, ...others] = readRis(exported('ris', [work]));
    expect(others).toEqual([]);
    expect(item?.title ?? '').toBe(oneLine(work.display_name));
    // a record that has `ID` and no tag of the later edition is read by the first, whose AB was for notes
    expect(item?.abstract ?? item?.note ?? '').toBe(oneLine(work.abstract ?? ''));
    expect((item?.author ?? []).map(nameLetters)).toEqual(authorsOf(work));
    // an id of marks that nobody sees is no line
    if (oneLine(work.id) !== '') expect(item?.id).toBe(oneLine(work.id));
    const page = work.primary_location?.landing_page_url;
    if (page !== undefined) expect(item?.URL).toBe(page);
  });
});

test('CSV: every cell is its text but for apostrophes, and none is a formula', () => {
  always((work) => {
    const [row, ...others] = readCsv(exported('csv', [work]));
    expect(others).toEqual([]);
    const without = (text = '') => text.replace(APOSTROPHES, '$1');
    const cells = Object.fromEntries(Object.entries(row ?? {}).map(([name, cell]) => [name, without(cell)]));
    const asCell = without;
    expect(cells).toMatchObject({
      id: asCell(work.id),
      title: asCell(work.display_name),
      abstract: asCell(work.abstract ?? ''),
      authors: asCell(work.authorships.map(({ author }) => author.display_name).join('; ')),
      topics: asCell(work.topics.map((topic) => topic.display_name).join('; ')),
      cited_by_count: String(work.cited_by_count),
    });
    for (const cell of Object.values(row ?? {})) expect(cell).not.toMatch(FORMULA);
  });
});

test('JSON Lines: an import reads the same works', () => {
  always((work) => {
    const text = exported('jsonl', [work]);
    expect(text.match(/\n/g)).toEqual(['\n']);
    expect(toWork(JSON.parse(text), 'jsonl')).toEqual(asImported(work));
  });
});

describe('many works in one file', () => {
  test.each(['bibtex', 'ris', 'csv', 'jsonl'] as const)('%s: as many entries as works', (format) => {
    fc.assert(
      fc.property(fc.array(oddWork, { maxLength: 6 }), (works) => {
        const text = exported(format, works);
        const read = { bibtex: readBibtex, ris: readRis, csv: readCsv, jsonl: readLines }[format];
        expect(read(text)).toHaveLength(works.length);
      }),
      { numRuns: 100 },
    );
  });
});

function readLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
