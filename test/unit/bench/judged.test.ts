// Reading judged collections: ids that look like others', queries without relevant works, broken lines.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { DEMO, judgedFolders, readJudged } from '../../../bench/judged.js';

const root = mkdtempSync(join(tmpdir(), 'judged-'));
afterAll(() => rmSync(root, { recursive: true }));

const CORPUS = [
  { _id: 'W2741809807', title: 'Shock waves', text: 'in front of a blunt body' },
  { _id: '7', title: '', text: '' },
  { _id: '1910.02054', title: '', text: 'Only a text' },
];
const QUERIES = [
  { _id: 'q1', text: 'waves' },
  { _id: 'q2', text: 'nothing relevant' },
  { _id: 'q3', text: 'not judged' },
];
const QRELS = 'query-id\tcorpus-id\tscore\nq1\tW2741809807\t3\nq1\t1910.02054\t0\nq1\t99\t1\nq2\t7\t0\n';

function collection(name: string, qrels = QRELS): string {
  const folder = join(root, name);
  mkdirSync(folder);
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  writeFileSync(join(folder, 'corpus.jsonl'), lines(CORPUS));
  writeFileSync(join(folder, 'queries.jsonl'), lines(QUERIES));
  writeFileSync(join(folder, 'qrels.tsv'), qrels);
  return folder;
}

test('works get ids of their own, and empty records are none', () => {
  const { name, works, rejected } = readJudged(collection('small'));
  expect(name).toBe('small');
  expect(rejected).toBe(1);
  expect(works).toMatchObject([
    { id: 'judged-0000001', display_name: 'Shock waves', abstract: 'in front of a blunt body', ids: {} },
    { id: 'judged-0000003', display_name: '', abstract: 'Only a text', ids: {} },
  ]);
});

test('queries without a relevant work are left out; what is judged and missing still counts', () => {
  const { queries } = readJudged(collection('queries'));
  expect(queries.map(({ id, text }) => [id, text])).toEqual([['q1', 'waves']]);
  expect([...(queries[0]?.grades ?? [])]).toEqual([
    ['judged-0000001', 3],
    ['judged-0000003', 0],
    ['not in the corpus: 99', 1],
  ]);
});

test('judgements need no heading, and a broken line is named', () => {
  expect(readJudged(collection('bare', 'q1\t1910.02054\t2\n')).queries).toHaveLength(1);
  for (const [name, line] of Object.entries({ few: 'q1\t7', many: 'q1\t0\t7\t1', word: 'q1\t7\tyes' })) {
    const folder = collection(name, `${QRELS}${line}\n`);
    expect(() => readJudged(folder)).toThrow('qrels.tsv, line 6: not three columns');
  }
});

test('without a query that can be answered there is nothing to measure', () => {
  const folder = collection('hopeless', 'q1\t7\t0\n');
  expect(() => readJudged(folder)).toThrow('no query with a relevant work');
});

describe('folders', () => {
  test('are collections or hold some', () => {
    const within = join(root, 'small');
    expect(judgedFolders([within])).toEqual([within]);
    expect(judgedFolders([root])).toContain(within);
    mkdirSync(join(root, 'empty'));
    expect(() => judgedFolders([join(root, 'empty')])).toThrow('has no qrels.tsv');
    expect(judgedFolders([])[0]).toBe(DEMO);
    expect(() => judgedFolders([within, root])).toThrow('two collections are called small');
  });
});

test('in our own collection every judged work is there', () => {
  const { works, queries } = readJudged(DEMO);
  const ids = new Set(works.map(({ id }) => id));
  expect(queries.length).toBeGreaterThanOrEqual(25);
  for (const { id, grades } of queries) {
    expect([id, [...grades.keys()].filter((work) => !ids.has(work))]).toEqual([id, []]);
  }
});
