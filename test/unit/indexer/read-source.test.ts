// Sources as users have them: folders, pipes, gzip whole and broken, marks and line ends, strangers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { listFiles } from '../../../indexer/importers/list-files.js';
import { type RawRecord, readSource } from '../../../indexer/importers/read-source.js';
import { SourceError } from '../../../indexer/importers/source-error.js';

const folder = mkdtempSync(join(tmpdir(), 'ideascope-sources-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function collect(source: AsyncIterable<RawRecord>): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const raw of source)
    found.push('record' in raw ? raw.record : `${raw.unit} ${raw.number}: ${raw.rejection}`);
  return found;
}

const read = (path: string) => collect(readSource({ path, size: undefined }));
const pipe = (chunks: readonly (string | Buffer)[]) =>
  collect(
    readSource({ path: '-', size: undefined }, { stdin: Readable.from(chunks.map((chunk) => Buffer.from(chunk))) }),
  );

const LINES = '{"id":1}\n{"id":2}\n';
const BOTH = [{ id: 1 }, { id: 2 }];

describe('layouts', () => {
  test.each<[string, string | Buffer, unknown[]]>([
    ['lines', LINES, BOTH],
    ['lines without a last line end', LINES.trimEnd(), BOTH],
    ['lines with a mark, CRLF and blank lines', '\ufeff{"id":1}\r\n\r\n \t\r\n{"id":2}\r\n', BOTH],
    ['an array', '[{"id":1},{"id":2}]', BOTH],
    ['an array with a mark over several lines', '\ufeff\n[\n {"id":1},\n {"id":2}\n]\n', BOTH],
    ['objects over several lines', '{\n "id":1\n}\n{\r\n "id":2\r\n}', BOTH],
    ['a saved answer', '{"meta":{},"results":[{"id":1},{"id":2}]}', BOTH],
    ['a saved answer over several lines', JSON.stringify({ meta: {}, results: BOTH }, null, 2), BOTH],
    ['gzip', gzipSync(LINES), BOTH],
    ['gzip of several members', Buffer.concat([gzipSync('{"id":1}\n{"i'), gzipSync('d":2}\n')]), BOTH],
    ['gzip of nothing', gzipSync(''), []],
    ['nothing', '', []],
    ['blanks', ' \n\n', []],
    ['a damaged first line', 'x\n{"id":2}\n', [expect.stringMatching(/^line 1: not JSON: /), { id: 2 }]],
    [
      'a damaged line between',
      '{"id":1}\n{"id":\n{"id":2}',
      [{ id: 1 }, expect.stringMatching(/^line 2: not JSON: /), { id: 2 }],
    ],
    [
      'a damaged element',
      '[{"id":1},{"id":},{"id":2}]',
      [{ id: 1 }, expect.stringMatching(/^element 2: not JSON: /), { id: 2 }],
    ],
  ])('%s', async (name, content, expected) => {
    expect(await read(file(`layouts/${name}`, content))).toEqual(expected);
    expect(await pipe([content])).toEqual(expected);
    const bytes = Buffer.from(content);
    expect(await pipe(Array.from(bytes, (_, index) => bytes.subarray(index, index + 1)))).toEqual(expected);
  });
});

describe('what cannot be read ends in one clear line', () => {
  const records = Array.from({ length: 50_000 }, (_, id) => `{"id":${id},"title":"${(id * 7919) % 104_729}"}`);
  const packed = gzipSync(records.join('\n'));
  const flipped = Buffer.from(packed).fill(0xff, packed.length / 2, packed.length / 2 + 64);

  test.each<[string, Buffer]>([
    ['cut.gz', packed.subarray(0, packed.length / 2)],
    ['corrupt.gz', flipped],
    ['tail.gz', packed.subarray(0, packed.length - 4)],
  ])('gzip %s', async (name, content) => {
    const path = file(name, content);
    let count = 0;
    const error = await (async () => {
      for await (const _ of readSource({ path, size: undefined })) count += 1;
    })().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SourceError);
    expect((error as Error).message).toMatch(
      new RegExp(`^${path}: broken gzip \\(.*\\); ${count} records were read before$`),
    );
    expect(count).toBeGreaterThan(records.length / 4);
  });

  test.each<[string, Buffer, RegExp]>([
    ['zip', Buffer.from('PK\u0003\u0004…'), /a zip archive: unpack it first/],
    ['zip with a brace at the start of a line', Buffer.from('PK\u0003\u0004…\n{…\n'), /a zip archive: unpack it first/],
    ['utf16 without mark', Buffer.from('{"id":1}\n{"id":2}\n', 'utf16le'), /UTF-16 text: convert it to UTF-8 first/],
    ['utf16 of the other order', Buffer.from('[{"id":1}]', 'utf16le').swap16(), /UTF-16 text: convert it to UTF-8/],
    ['utf16', Buffer.from('\ufeff{}', 'utf16le'), /UTF-16 text: convert it to UTF-8 first/],
    [
      'xml',
      Buffer.from('<?xml version="1.0"?>\n<works/>'),
      /XML with <works> as its root, which no format has \(supported: JSON Lines or/,
    ],
    ['csv', gzipSync('id,title\n1,T\n'), /not JSON/],
    ['binary', Buffer.from([0, 1, 2, 3]), /not JSON/],
  ])('%s', async (name, content, message) => {
    const path = file(`strangers/${name}`, content);
    await expect(read(path)).rejects.toThrow(SourceError);
    await expect(read(path)).rejects.toThrow(message);
    await expect(read(path)).rejects.toThrow(path);
  });

  test('missing sources and empty folders', async () => {
    const missing = join(folder, 'missing');
    await expect(listFiles([missing])).rejects.toThrow(`${missing}: no such file or folder`);
    mkdirSync(join(folder, 'empty'));
    await expect(listFiles([join(folder, 'empty')])).rejects.toThrow('no file to import in this folder (.');
    await expect(read(missing)).rejects.toThrow(`${missing}: no such file or folder; 0 records were read before`);
  });
});

test('the files of a folder come by path, without hidden and other ones', async () => {
  for (const name of [
    'b.jsonl',
    'a/z.json',
    'a/b.jsonl.gz',
    'c.txt',
    '.hidden.json',
    '.git/x.json',
    'B.json',
    'd.gz',
  ]) {
    file(`order/${name}`, 'x');
  }
  const { files, leftOut } = await listFiles([join(folder, 'order'), '-']);
  expect(files.map((one) => one.path.replace(`${join(folder, 'order')}/`, ''))).toEqual([
    'B.json',
    'a/b.jsonl.gz',
    'a/z.json',
    'b.jsonl',
    'd.gz',
    '-',
  ]);
  expect(files.map((one) => one.size)).toEqual([1, 1, 1, 1, 1, undefined]);
  expect(leftOut).toEqual([{ file: join(folder, 'order/c.txt'), reason: 'no format has the ending .txt' }]);
});

test('what supplements other files comes last', async () => {
  for (const name of ['merged_ids/works/a.csv.gz', 'works/a.gz', 'abstracts-part0.jsonl', 'papers-part0.jsonl']) {
    mkdirSync(join(folder, 'snapshot', name, '..'), { recursive: true });
    file(`snapshot/${name}`, 'x');
  }
  const { files } = await listFiles([join(folder, 'snapshot')]);
  expect(files.map((one) => one.path.replace(`${join(folder, 'snapshot')}/`, ''))).toEqual([
    'papers-part0.jsonl',
    'works/a.gz',
    'abstracts-part0.jsonl',
    'merged_ids/works/a.csv.gz',
  ]);
});

test('of a snapshot of OpenAlex the works are read', async () => {
  const names = ['works', 'authors', 'merged_ids/works', 'merged_ids/authors'];
  for (const name of names) {
    const place = name.startsWith('merged') ? `openalex/${name}` : `openalex/${name}/updated_date=2023-05-01`;
    mkdirSync(join(folder, place), { recursive: true });
    file(`${place}/part_000.gz`, 'x');
  }
  const { files, leftOut } = await listFiles([join(folder, 'openalex')]);
  expect(files.map(({ path }) => path.replace(`${folder}/openalex/`, ''))).toEqual([
    'works/updated_date=2023-05-01/part_000.gz',
    'merged_ids/works/part_000.gz',
  ]);
  expect(leftOut.map(({ reason }) => reason)).toEqual([
    'authors of a snapshot, which come with the works',
    'merged ids of authors, which come with the works',
  ]);
});

describe('reading goes no further than it is consumed', () => {
  const line = `{"title":"${'x'.repeat(1000)}"}\n`;
  const chunk = line.repeat(64);

  function counting(content: () => Buffer) {
    const state = { pulled: 0 };
    async function* chunks() {
      for (; state.pulled < 10_000; state.pulled += 1) yield content();
    }
    return { state, stdin: Readable.from(chunks(), { highWaterMark: 1 }) };
  }

  test.each<[string, () => Buffer]>([
    ['lines', () => Buffer.from(chunk)],
    ['gzip', () => gzipSync(chunk)],
  ])('%s', async (_name, content) => {
    const { state, stdin } = counting(content);
    let read = 0;
    for await (const _ of readSource({ path: '-', size: undefined }, { stdin })) {
      read += 1;
      if (read === 10) break;
    }
    expect(state.pulled).toBeLessThan(100);
    expect(stdin.destroyed).toBe(true);
  });

  test('a stop ends a pipe that has nothing to say', async () => {
    const stop = new AbortController();
    const stdin = new Readable({ read: () => undefined });
    stdin.push(LINES);
    const found: RawRecord[] = [];
    for await (const raw of readSource({ path: '-', size: undefined }, { stdin, signal: stop.signal })) {
      found.push(raw);
      if (found.length === 2) setImmediate(() => stop.abort());
    }
    expect(found).toHaveLength(2);
  });
});
