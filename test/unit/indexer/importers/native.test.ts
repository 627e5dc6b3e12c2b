// One command imports the whole of ../shared/data/native, where it lies beside the checkout, and says what became of each
// file and record.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, test } from '@jest/globals';
import { importWorks } from '../../../../indexer/pipeline.js';
import type { Work } from '../../../../src/domain/work.js';
import { NATIVE } from '../../../support/importer-fixtures.js';
import { skipLoudly } from '../../../support/skip-loudly.js';

/** Counted with other tools: `<paper` in the XML, lines, objects in the members of the zips, files of papers. */
const RECORDS = { acl: 1796, arxiv: 100 + 4, openalex: 258 + 1630 + 366, 'semantic-scholar': 200 };

/** Keeps ids alone: what an engine does with works is tested elsewhere, and takes longer than reading them. */
function countingEngine() {
  const ids = new Map<string, number>();
  const write = async (works: readonly Work[]) =>
    works.map(({ id }) => {
      const times = ids.get(id) ?? 0;
      ids.set(id, times + 1);
      return times === 0 ? ('created' as const) : ('updated' as const);
    });
  return { ids, engine: { write, records: async () => [] } };
}

if (!existsSync(NATIVE)) skipLoudly('the originals as one folder', 'there is no ../shared/data/native');
else
  test('the whole folder of originals, every file and every record accounted for', async () => {
    const { ids, engine } = countingEngine();
    const report = await importWorks({ engine, sources: [NATIVE], format: 'auto' });
    expect(report).toMatchObject({ rejected: 0, failures: [], stopped: false });
    const expected = Object.values(RECORDS).reduce((sum, count) => sum + count, 0);
    expect(report.created + report.updated).toBe(expected);
    expect(ids.size).toBe(report.created);
    expect(Object.fromEntries(report.skips)).toEqual({
      'the front matter of a volume': 8,
      'an event, which is no work': 1,
      'an author, not a paper: works come with papers that have titles': 58,
    });
    expect(report.leftOut.map(({ file, reason }) => `${relative(NATIVE, file)}: ${reason}`)).toEqual([
      'acl-anthology-xml/name_variants.yaml: no works, but what other files need',
      'acl-anthology-xml/schema.rnc: a schema',
      'openalex/Chou_2004/labels.csv: a table, which is no format of works',
      'openalex/Donners_2021/labels.csv: a table, which is no format of works',
      'openalex/Nelson_2002/labels.csv: a table, which is no format of works',
    ]);
  }, 120_000);
