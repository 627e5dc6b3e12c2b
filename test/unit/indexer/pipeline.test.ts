// The import as a whole, on the oracle engine: counts, rejections, repetition, stopping.
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, jest, test } from '@jest/globals';
import { type ImportProgress, importWorks } from '../../../indexer/pipeline.js';
import type { Work } from '../../../src/domain/work.js';
import { createOracleEngine } from '../../support/oracle-engine.js';

const line = (id: number, title = `Work ${id}`) => `${JSON.stringify({ id: `w:${id}`, title })}\n`;
const lines = (count: number) => Array.from({ length: count }, (_, id) => line(id));
const stdinOf = (content: Iterable<string | Buffer>) => Readable.from(Array.from(content, (one) => Buffer.from(one)));
const fromStdin = { sources: ['-'], format: 'auto' } as const;

test('counts what became of each record, and repeats nothing', async () => {
  const engine = createOracleEngine();
  const first = await importWorks({ engine, ...fromStdin, stdin: stdinOf(lines(1203)) });
  expect(first).toMatchObject({ created: 1203, updated: 0, unchanged: 0, rejected: 0, failures: [], stopped: false });
  const again = await importWorks({
    engine,
    ...fromStdin,
    stdin: stdinOf([...lines(1203), line(7, 'New'), line(2000)]),
  });
  expect(again).toMatchObject({ created: 1, updated: 1, unchanged: 1203 });
});

test('names the first rejections, counts all, and goes on', async () => {
  const engine = createOracleEngine();
  const bad = Array.from({ length: 150 }, () => '{"id":\n');
  const stdin = stdinOf([line(1), ...bad, '{"title":"T"}\n', line(2)]);
  const report = await importWorks({ engine, ...fromStdin, stdin });
  expect(report).toMatchObject({ created: 2, rejected: 151 });
  expect(report.rejections).toHaveLength(100);
  expect(report.rejections[0]).toMatchObject({
    file: '-',
    unit: 'line',
    number: 2,
    reason: expect.stringMatching('not JSON'),
  });
});

/** Of an engine that stores nothing. */
const records = async () => [];

test('keeps what came before the damage of a file', async () => {
  const engine = createOracleEngine();
  const packed = gzipSync(lines(20_000).join(''));
  const report = await importWorks({ engine, ...fromStdin, stdin: stdinOf([packed.subarray(0, packed.length / 2)]) });
  expect(report.failures).toEqual([expect.stringMatching(/^-: broken gzip .*; \d+ records were read before$/)]);
  expect(report.created).toBeGreaterThan(1000);
  expect((await engine.status()).works).toBe(report.created);
});

test('writes nothing if a source is missing', async () => {
  const write = jest.fn<(works: readonly Work[]) => Promise<never[]>>();
  await expect(importWorks({ engine: { write, records }, sources: ['-', '/nowhere'], format: 'auto' })).rejects.toThrow(
    '/nowhere',
  );
  expect(write).not.toHaveBeenCalled();
});

test('passes on the failure of the engine', async () => {
  const engine = { write: () => Promise.reject(new Error('disk full')), records };
  for (const count of [3, 5000]) {
    await expect(importWorks({ engine, ...fromStdin, stdin: stdinOf(lines(count)) })).rejects.toThrow('disk full');
  }
});

test('a stop writes what was read, and the same import goes on', async () => {
  const engine = createOracleEngine();
  const stop = new AbortController();
  const onProgress = ({ records }: ImportProgress) => records >= 500 && stop.abort();
  const first = await importWorks({
    engine,
    ...fromStdin,
    stdin: stdinOf(lines(5000)),
    signal: stop.signal,
    onProgress,
  });
  expect(first.stopped).toBe(true);
  expect(first.created).toBeGreaterThanOrEqual(500);
  expect(first.created).toBeLessThan(1500);
  const second = await importWorks({ engine, ...fromStdin, stdin: stdinOf(lines(5000)) });
  expect(second).toMatchObject({ created: 5000 - first.created, unchanged: first.created, stopped: false });
});

test('a slow engine holds the reader back', async () => {
  let pulled = 0;
  let written = 0;
  async function* endless() {
    for (; pulled < 100_000; pulled += 1) yield Buffer.from(line(pulled));
  }
  const stop = new AbortController();
  const write = async (works: readonly Work[]) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    written += works.length;
    expect(pulled - written).toBeLessThan(1500);
    if (written >= 3000) stop.abort();
    return works.map(() => 'created' as const);
  };
  await importWorks({ engine: { write, records }, ...fromStdin, stdin: Readable.from(endless()), signal: stop.signal });
  expect(written).toBeGreaterThanOrEqual(3000);
});
