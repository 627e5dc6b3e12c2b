// What an import prints when it is done: outcomes, reasons, files that were not read.
import { expect, test } from '@jest/globals';
import type { ImportReport } from '../../../indexer/pipeline.js';
import { describeImport } from '../../../indexer/reports.js';

const NOTHING: ImportReport = {
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  rejections: [],
  skipped: 0,
  skips: new Map(),
  leftOut: [],
  failures: [],
  stopped: false,
};

test('an import without trouble is one line', () => {
  expect(describeImport({ ...NOTHING, created: 1234 })).toBe('1,234 created, 0 updated, 0 unchanged, 0 rejected\n');
});

test('what became of the rest is told, each kind by itself and no list too long', () => {
  const leftOut = Array.from({ length: 12 }, (_, index) => ({ file: `${index}.csv`, reason: 'a table' }));
  const text = describeImport({
    ...NOTHING,
    rejected: 1,
    rejections: [{ file: 'a.xml', unit: 'element', number: 7, reason: 'no id' }],
    skipped: 3005,
    skips: new Map([
      ['deleted', 3000],
      ['a page', 5],
    ]),
    leftOut,
    failures: ['b.gz: broken gzip'],
  });
  expect(text.split('\n')).toEqual([
    '0 created, 0 updated, 0 unchanged, 1 rejected, 3,005 skipped',
    '  a.xml, element 7: no id',
    '  3,000 skipped: deleted',
    '  5 skipped: a page',
    'not read:',
    ...leftOut.slice(0, 10).map(({ file }) => `  ${file}: a table`),
    '  … and 2 more',
    'not read to the end:',
    '  b.gz: broken gzip',
    '',
  ]);
});
