// Texts that once took seconds, minutes or for ever: each now takes milliseconds, so that a second says which it is.
import { describe, expect, test } from '@jest/globals';
import { cleanAbstract, cleanName, LONGEST_NAME } from '../../indexer/clean/texts.js';
import { isWhole } from '../../indexer/harvest/oai-pages.js';
import { type Format, importerOf, judged, readRecord } from '../../indexer/importers/formats.js';
import type { Reading } from '../../indexer/importers/importer.js';
import { journalOf } from '../../indexer/importers/journal-ref.js';
import { doiOf, webAddress } from '../../indexer/values.js';
import { namesETag } from '../../src/api/http-etag.js';
import { analyzerOf } from '../../src/text/analyzers.js';
import { parseName } from '../../src/text/names.js';
import { passagesOf } from '../../src/text/passages.js';
import { withoutTex } from '../../src/text/tex.js';
import { cpuMs } from './cpu-time.js';
import { HANG_MS } from './run-target.js';
import { noCompanion } from './targets/importers.js';

const MANY = 100_000;

async function readAll(format: Format, text: string): Promise<Reading[]> {
  const importer = importerOf(format);
  if (importer.medium === 'json') throw new Error('a format of JSON');
  const readings: Reading[] = [];
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const around = { file: 'a', beside: noCompanion };
  for await (const { reading } of importer.entries(bytes, around)) readings.push(reading);
  return readings;
}

const recordOf = (format: Format, record: object) => {
  const importer = importerOf(format);
  if (importer.medium !== 'json') throw new Error('no format of JSON');
  return readRecord(importer, record);
};

const pubmed = (affiliation: string) =>
  `<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle><AuthorList><Author><LastName>Q</LastName><AffiliationInfo><Affiliation>${affiliation}</Affiliation></AffiliationInfo></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>`;
const paper = (given: object) => ({ id: '2101.00001', title: 'T', abstract: 'A', authors_parsed: [], ...given });

const CASES: Readonly<Record<string, () => unknown>> = {
  'a reference to a journal whose words can be told apart in many ways': () =>
    journalOf(`J. Tides 1 2 2001 ${'a0ß'.repeat(55)}!`),
  'comments behind a page of a harvest that never end': () => isWhole(`</OAI-PMH><!-${'---><!----><!-'.repeat(280)}<`),
  'blanks among authors of arXiv': () => recordOf('arxiv', paper({ authors: `Quill${' '.repeat(MANY)}x` })),
  'points and blanks in an affiliation of PubMed': () =>
    readAll('pubmed', pubmed(`${'.'.repeat(3_000)}${' '.repeat(3_000)}x R@S.O`)),
  'blanks in a table of merged ids': () => readAll('openalex-ids', `a,${' '.repeat(MANY)}x,b\n`),
  'blanks in the key of an entry of BibTeX': () => readAll('bibtex', `@article{a${' '.repeat(MANY)}"b, title={T}}`),
  'blanks among keywords of BibTeX': () =>
    readAll('bibtex', `@article{a, title={T}, keywords={a${' '.repeat(MANY)}b}}`),
  'empty lines before anything of BibTeX': () => {
    const importer = importerOf('bibtex');
    return importer.medium === 'text' && importer.recognises('\n'.repeat(65_536), 'a');
  },
  'documents of TeX that never end': () =>
    cleanAbstract(`<tex-math>${'\\begin{document}nd{document}'.repeat(7_000)}</tex-math>`),
  'numbers of glyphs without a word': () => cleanAbstract(`a\u00ad ${'(cid:12)'.repeat(25_000)}`),
  'a group of capitals that is never closed': () => withoutTex(`${'{A'.repeat(2)}${'A'.repeat(MANY)}`),
  'a word without end as passages': () => passagesOf(`x ${'e\u0301'.repeat(MANY)}`, 64),
  'blanks without a word as passages': () => passagesOf(`${'\t'.repeat(MANY)}x${'a.'.repeat(200)}`, 64),
  'names without a hyphen, as long as a book': () => analyzerOf('names').query('x'.repeat(MANY)),
  'a name of signs alone': () => parseName(`A${'”'.repeat(MANY)}0x10`),
  'a name of marks alone': () => parseName(`.${'\u0300'.repeat(MANY / 4)}.`),
  'a name of brackets that never end': () => parseName('('.repeat(MANY)),
  'a header of tags that never end': () => namesETag(`${'\t'.repeat(15_000)}/`, 'W/"a"'),
  'a DOI of many': () => doiOf(`http://0${'/10.0000/:'.repeat(MANY / 10)}#`),
};

describe('time', () => {
  test.each(Object.entries(CASES))('%s', async (_, read) => {
    const started = cpuMs();
    await read();
    expect(cpuMs() - started).toBeLessThan(HANG_MS);
  });
});

describe('what these still read', () => {
  test.each<[string, string | undefined]>([
    ['Phys.Rev.D76:013009,2007', 'Phys.Rev.D'],
    ['J. Phys. A: Math. Theor. 42 (2009) S541, no. 3', 'J. Phys. A: Math. Theor.'],
    ['Tides 3, 4 of 2001 and a title', undefined],
  ])('%s', (reference, journal) => expect(journalOf(reference)).toBe(journal));

  test.each([
    ['</OAI-PMH>', true],
    ['</oai:OAI-PMH >\n<!-- done --> <!-- really -->\n', true],
    ['</OAI-PMH><more>', false],
    ['</record>', false],
  ])('%s', (tail, whole) => expect(isWhole(tail)).toBe(whole));

  test('the address for mails is taken out of an affiliation', async () => {
    const [reading] = await readAll(
      'pubmed',
      pubmed('Dept. of Tides,\n Uppsala. Electronic address: a.quill@tides.example.'),
    );
    expect(reading).toMatchObject({ authors: [{ institutions: [{ name: 'Dept. of Tides, Uppsala' }] }] });
  });

  test('a word is parted between characters, and nothing of it is lost', () => {
    const word = 'e\u0301\u{1f469}\u{1f3fd}'.repeat(2_000);
    const passages = passagesOf(word, 32);
    expect(passages.join('')).toBe(word);
    for (const passage of passages) expect(passage).toMatch(/^[^\p{M}\p{Cs}]/u);
  });

  test('a name has an end, and an address', () => {
    expect(cleanName('x'.repeat(LONGEST_NAME))).toHaveLength(LONGEST_NAME);
    expect(cleanName('x'.repeat(LONGEST_NAME + 1))).toBeUndefined();
    expect(webAddress(`https://a.example/${'x'.repeat(4_000)}`)).toBeUndefined();
    expect(judged({ supplements: 'W1', abstract: 'a'.repeat(1_000_001) })).toHaveProperty('rejection');
  });
});
