// Writing works: lines within their bounds, and how an import ends early.
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { ImportRun } from '../../../indexer/pipeline.js';
import { createWorkWriter } from '../../../indexer/write-works.js';
import { createOracleLibrary } from '../../support/oracle-engine.js';

const never = new AbortController().signal;
const line = (id: string, title = 'Reeds') => `${JSON.stringify({ id, title })}\n`;

async function importWith(text: Buffer, most: number) {
  const engine = createOracleLibrary().works;
  const inLines = { longest: 60, most };
  const run = new ImportRun({ engine, format: 'auto', inLines }, { files: [], leftOut: [] });
  const failure = await run.importOpen({ path: 'it', stream: Readable.from([text]) }).catch((error: Error) => error);
  return { failure, ...(await run.finish()) };
}

describe('an import of lines', () => {
  test('takes each line for a record, whatever it looks like', async () => {
    const { created, rejections } = await importWith(
      Buffer.from(`<html>\n${line('a')}@article{x,\n[\n${line('b')}`),
      1e6,
    );
    expect(created).toBe(2);
    expect(rejections.map(({ unit, number }) => `${unit} ${number}`)).toEqual(['line 1', 'line 3', 'line 4']);
  });

  test('lets go of a line that is too long', async () => {
    const text = Buffer.from(`${line('a')}${line('long', 'x'.repeat(100))}${line('b')}`);
    const { created, rejections } = await importWith(text, 1e6);
    expect([created, rejections.map(({ number }) => number)]).toEqual([2, [2]]);
  });

  test.each([
    ['plain', (text: Buffer) => text],
    ['packed', gzipSync],
  ])('ends at the most bytes, unpacked: %s', async (_, pack) => {
    const text = Buffer.from(line('a').repeat(3000));
    expect((await importWith(pack(text), text.length)).failure).toBeUndefined();
    const over = await importWith(pack(text), text.length - 1);
    expect(over.failure).toMatchObject({ name: 'SourceError', message: 'it is too large' });
  });
});

describe('importLines', () => {
  test('ends when the service stops, keeps what came before, and says so', async () => {
    const engine = createOracleLibrary().works;
    const stop = new AbortController();
    const writer = createWorkWriter(engine, stop.signal);
    async function* endless() {
      for (let i = 0; ; i++) {
        if (i === 200) stop.abort();
        yield Buffer.from(line(`e-${i}`));
        await new Promise(setImmediate);
      }
    }
    const ended = writer.importLines({ bytes: Readable.from(endless()), format: 'auto', signal: never });
    await expect(ended).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining('works that came before are stored'),
    });
    expect(await engine.count()).toBeGreaterThanOrEqual(200);
    // nothing is begun any more
    const late = writer.importLines({ bytes: Readable.from([line('late')]), format: 'auto', signal: never });
    await expect(late).rejects.toMatchObject({ code: 'engine_unavailable' });
  });

  test('fails as the engine does', async () => {
    const { works } = createOracleLibrary();
    const engine = { ...works, write: () => Promise.reject(new Error('the disk is full')) } as typeof works;
    const failing = createWorkWriter(engine).importLines({
      bytes: Readable.from([line('a')]),
      format: 'auto',
      signal: never,
    });
    await expect(failing).rejects.toThrow('the disk is full');
  });
});
