// Records of one paper from several services and files become one work.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { deriveVersions } from '../../../../indexer/derive-versions.js';
import { importWorks } from '../../../../indexer/pipeline.js';
import type { Library } from '../../../../src/engine/engine.js';
import { createOracleEngine } from '../../../support/oracle-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'ideascope-one-work-'));
afterAll(() => rmSync(folder, { recursive: true }));

const title = 'Ropes that remember every knot';
const doi = '10.9999/ropes.7';

const ARXIV = {
  id: '1811.00007',
  title,
  categories: 'cs.RO',
  doi,
  versions: [{ created: 'Fri, 2 Nov 2018 10:00:00 GMT' }],
  authors_parsed: [['Strand', 'Ebba', '']],
};
const CROSSREF = {
  DOI: doi,
  type: 'journal-article',
  member: '1',
  title: [title],
  'container-title': ['Journal of Knots'],
  author: [{ given: 'Ebba', family: 'Strand' }],
  issued: { 'date-parts': [[2019, 5, 3]] },
};
const POSTED = {
  DOI: '10.9998/2018.11.02.1',
  type: 'posted-content',
  member: '2',
  // the title has changed too much to be told by it
  title: ['Ropes that remember a knot'],
  author: [{ given: 'Ebba', family: 'Strand' }],
  relation: { 'is-preprint-of': [{ 'id-type': 'doi', id: doi }] },
};
const API = {
  paperId: '0a',
  externalIds: { DOI: doi.toUpperCase() },
  title,
  venue: 'J. Knots',
  year: 2019,
  authors: [],
};
const BULK = { corpusid: 9, externalids: { ArXiv: '1811.00007' }, title, venue: 'arXiv.org', year: 2018, authors: [] };
const CSL = { id: 'strand2019', type: 'article-journal', title, DOI: doi, author: [{ family: 'Strand', given: 'E.' }] };
const OPENALEX = { id: 'https://openalex.org/W5100000007', title, doi: `https://doi.org/${doi}`, authorships: [] };

test('each on its own is a work, all together are one', async () => {
  const engine = createOracleEngine();
  const records = [ARXIV, CROSSREF, POSTED, API, BULK, CSL, OPENALEX];
  const sources = records.map((record, i) => {
    const file = join(folder, `${i}.json`);
    writeFileSync(file, JSON.stringify(record));
    return file;
  });
  const report = await importWorks({ engine, sources, format: 'auto' });
  expect(report).toMatchObject({ created: 7, rejected: 0, skipped: 0 });
  await deriveVersions({ works: engine } as unknown as Library, { stopped: () => false });
  expect(await engine.count()).toBe(1);
  const ids = ['strand2019', `https://doi.org/${doi}`, 'https://doi.org/10.9998/2018.11.02.1', 's2:0a', 'CorpusId:9'];
  for (const work of await engine.fetch([...ids, OPENALEX.id, 'arxiv:1811.00007'])) {
    expect(work).toMatchObject({
      display_name: title,
      publication_date: '2019-05-03',
      primary_location: { source: { display_name: 'Journal of Knots' } },
      ids: { doi: `https://doi.org/${doi}`, arxiv: 'arxiv:1811.00007', openalex: OPENALEX.id },
      topics: [{ display_name: 'Robotics' }],
    });
    expect(work?.versions).toHaveLength(7);
  }
});
