// What each format makes of a work, shown on one work, and the rules that a parser does not see.
import { describe, expect, test } from '@jest/globals';
import { csvCell } from '../../../src/export/csv.js';
import { nameParts } from '../../../src/export/names.js';
import { tex, texTitle } from '../../../src/export/tex.js';
import { exported, readBibtex, readCsv, readRis } from '../../support/read-exports.js';
import { makeWork } from '../../support/works.js';

const WORK = makeWork({
  id: 'https://openalex.org/W2000000777',
  ids: {
    openalex: 'https://openalex.org/W2000000777',
    doi: 'https://doi.org/10.5555/a_b',
    arxiv: 'arxiv:2101.00001',
  },
  display_name: 'ZeRO & Beyond: 50% of {all} Memory',
  abstract: 'We save $k$ bytes.\nThen more.',
  publication_year: 2021,
  publication_date: '2021-01-05',
  type: 'proceedings-article',
  language: 'en',
  authorships: [
    {
      author_position: 'first',
      author: { id: 'author:ana-de-la-cruz', display_name: 'Ana de la Cruz', name_key: 'a cruz' },
      institutions: [{ id: 'institution:x', display_name: 'X University', country_code: 'SE' }],
    },
    {
      author_position: 'last',
      author: { id: 'A2', display_name: 'The Graph and Text Team', orcid: 'https://orcid.org/0000-0002-1825-0097' },
      institutions: [],
    },
  ],
  primary_location: { source: { id: 'source:conf', display_name: 'Conf #1', issn_l: '1234-5678' } },
  topics: [{ id: 'topic:memory', display_name: 'Memory', score: 0.5 }],
  cited_by_count: 3,
  referenced_works: ['W1', 'W2'],
});

test('BibTeX', () => {
  expect(exported('bibtex', [WORK])).toBe(
    [
      '@inproceedings{cruz2021zero-pkhnb,',
      '  title = {{ZeRO} \\& Beyond: 50\\% of \\textbraceleft{}all\\textbraceright{} Memory},',
      '  author = {de la Cruz, Ana and {The Graph and Text Team}},',
      '  booktitle = {Conf \\#1},',
      '  year = {2021},',
      '  month = jan,',
      '  doi = {10.5555/a_b},',
      '  url = {https://arxiv.org/abs/2101.00001},',
      '  eprint = {2101.00001},',
      '  archivePrefix = {arXiv},',
      '  abstract = {We save \\$k\\$ bytes. Then more.},',
      '}\n\n',
    ].join('\n'),
  );
});

test('RIS', () => {
  expect(exported('ris', [WORK])).toBe(
    [
      'TY  - CPAPER',
      'TI  - ZeRO & Beyond: 50% of {all} Memory',
      'AU  - de la Cruz, Ana',
      'AU  - The Graph and Text Team',
      'T2  - Conf #1',
      'PY  - 2021',
      'DA  - 2021/01/05',
      'AB  - We save $k$ bytes. Then more.',
      'KW  - Memory',
      'DO  - 10.5555/a_b',
      'UR  - https://arxiv.org/abs/2101.00001',
      'SN  - 1234-5678',
      'LA  - en',
      'ID  - https://openalex.org/W2000000777',
      'ER  - \r\n\r\n',
    ].join('\r\n'),
  );
});

test('CSV, as its reader sees it', () => {
  expect(readCsv(exported('csv', [WORK]))).toEqual([
    {
      id: 'https://openalex.org/W2000000777',
      title: 'ZeRO & Beyond: 50% of {all} Memory',
      authors: 'Ana de la Cruz; The Graph and Text Team',
      author_ids: 'author:ana-de-la-cruz; A2',
      orcids: '; 0000-0002-1825-0097',
      institutions: 'X University',
      publication_year: '2021',
      publication_date: '2021-01-05',
      type: 'proceedings-article',
      language: 'en',
      source: 'Conf #1',
      issn_l: '1234-5678',
      url: '',
      doi: '10.5555/a_b',
      arxiv_id: '2101.00001',
      openalex_id: 'W2000000777',
      primary_topic: 'Memory',
      topics: 'Memory',
      keywords: '',
      cited_by_count: '3',
      referenced_works_count: '2',
      referenced_works: 'W1; W2',
      abstract: 'We save $k$ bytes.\nThen more.',
    },
  ]);
});

test('JSON Lines: an id that was found out here stays here', () => {
  expect(JSON.parse(exported('jsonl', [WORK])).authors).toEqual([
    { name: 'Ana de la Cruz', affiliations: [{ id: 'institution:x', name: 'X University', country_code: 'SE' }] },
    { name: 'The Graph and Text Team', id: 'A2', orcid: 'https://orcid.org/0000-0002-1825-0097' },
  ]);
});

describe('select', () => {
  test('chooses columns, in their own order', () => {
    expect(exported('csv', [WORK], ['doi', 'authorships', 'id']).split('\r\n')[0]).toBe(
      'id,authors,author_ids,orcids,institutions,doi',
    );
  });

  test('chooses fields of the plain shape', () => {
    expect(exported('jsonl', [WORK], ['title', 'ids'])).toBe(
      `${JSON.stringify({ title: WORK.display_name, doi: WORK.ids.doi, arxivId: WORK.ids.arxiv })}\n`,
    );
  });

  test('none chosen is all', () => {
    expect(exported('csv', [WORK], [])).toBe(exported('csv', [WORK]));
  });
});

test.each([
  ['article', 'article', 'JOUR', 'article-journal'],
  ['book-chapter', 'incollection', 'CHAP', 'chapter'],
  ['book', 'book', 'BOOK', 'book'],
  ['dissertation', 'phdthesis', 'THES', 'thesis'],
  ['report', 'techreport', 'RPRT', 'report'],
  ['preprint', 'misc', 'UNPB', 'document'],
  ['dataset', 'misc', 'DATA', 'document'],
  ['no such type', 'misc', 'GEN', 'document'],
  ['constructor', 'misc', 'GEN', 'document'],
])('%s is @%s and %s', (type, bibtex, ris, csl) => {
  const work = { ...WORK, type };
  expect(exported('bibtex', [work])).toMatch(new RegExp(`^@${bibtex}\\{`));
  expect(exported('ris', [work])).toMatch(new RegExp(`^TY {2}- ${ris}\r\n`));
  expect(readBibtex(exported('bibtex', [work]))[0]?.type).toBe(csl);
  expect(readRis(exported('ris', [work]))).toHaveLength(1);
});

test.each([
  ['ZeRO-Offload: Democratizing Billion-Scale Training', '{ZeRO-Offload}: Democratizing Billion-Scale Training'],
  ['A Bayesian view of deep learning', 'A {Bayesian} view of deep learning'],
  ['Snow and farming in Sweden: The case of GPUs', 'Snow and farming in {Sweden}: The case of {GPUs}'],
  ['The role of vitamin C', 'The role of vitamin {C}'],
  ["What's $k$-means?", "What's \\$k\\$-means?"],
])('braces in %s', (title, expected) => {
  expect(texTitle(title)).toBe(expected);
});

test('ligatures are broken', () => {
  expect(tex("a--b ''c'' ,,d ?`e")).toBe("a-{}-b '{}'c'{}' ,{},d ?\\textasciigrave{}e");
});

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1', "'-1"],
  ['+x', "'+x"],
  ['\t=1', '"\t\'=1"'],
  ['\u200b=1', "\u200b'=1"],
  ['Ann; =1; @x', "Ann; '=1; '@x"],
  ['1-2; a-b', '1-2; a-b'],
  ['＝1', "'＝1"],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  [' padded', '" padded"'],
  ['plain', 'plain'],
])('the cell of %j', (text, cell) => {
  expect(csvCell(text)).toBe(cell);
});

test('numbers are written as numbers', () => {
  expect([csvCell(-1), csvCell(0), csvCell(undefined)]).toEqual(['-1', '0', '']);
});

test.each([
  ['Ana de la Cruz', { family: 'de la Cruz', given: 'Ana', suffix: '' }],
  ['Vincent van Gogh', { family: 'van Gogh', given: 'Vincent', suffix: '' }],
  ['John Smith Jr.', { family: 'Smith', given: 'John', suffix: 'Jr.' }],
  ['Smith, Jr., John', { family: 'Smith', given: 'John', suffix: 'Jr.' }],
  ['Smith, J.', { family: 'Smith', given: 'J.', suffix: '' }],
  ['ZHANG Weinan', { family: 'ZHANG', given: 'Weinan', suffix: '' }],
  ['Weinan Zhang', { family: 'Zhang', given: 'Weinan', suffix: '' }],
  ['张伟', { whole: '张伟' }],
  ['漢字,and', { whole: '漢字,and' }],
  ['\\textbf{x} Ж', { whole: '\\textbf{x} Ж' }],
  ['given=Ada, family=Fold', { whole: 'given=Ada, family=Fold' }],
  ['OpenAI', { whole: 'OpenAI' }],
  ['Salt and Light', { whole: 'Salt and Light' }],
  ['ATLAS Collaboration', { whole: 'ATLAS Collaboration' }],
])('the parts of %s', (name, parts) => {
  expect(nameParts(name)).toEqual(parts);
});
