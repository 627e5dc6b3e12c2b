// The command line: reading arguments, what commands print, when they count as failed.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Command, Surroundings } from '../../../indexer/command-steps.js';
import {
  embedCommand,
  mergeCommand,
  reindexCommand,
  searchCommand,
  splitCommand,
  statusCommand,
  suggestTopicsCommand,
} from '../../../indexer/commands.js';
import { importCommand } from '../../../indexer/import-commands.js';
import { helpText, IMPORT_FORMATS, readCommandLine, UsageError } from '../../../indexer/usage.js';
import { readConfig } from '../../../src/config.js';
import { type EmbedderHandle, modelKey } from '../../../src/embedding/embedder.js';
import { refreshLibrary } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';
import { createOracleLibrary, createOracleStore } from '../../support/oracle-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'ideascope-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));
const works = join(folder, 'works.jsonl');
writeFileSync(
  works,
  [
    '{"id":"a","title":"Folding bridges","year":2020,"authors":["Ada Fold"]}',
    '{"id":',
    '{"id":"b","title":"Crane habits"}',
  ].join('\n'),
);

function session(model: 'ready' | 'off' = 'ready', store = createOracleStore(), name = 'fake', env = {}) {
  const library = createOracleLibrary(store);
  const printed: string[] = [];
  const noted: string[] = [];
  const settled = () => {
    const fake = createFakeEmbedder();
    const embedder = { ...fake, identity: { ...fake.identity, name } };
    return model === 'ready'
      ? ({ status: 'ready', embedder } as const)
      : ({ status: 'off', message: 'no model' } as const);
  };
  const handle = (): EmbedderHandle => {
    const state = settled();
    return { state: () => state, settled: async () => state, close: async () => undefined };
  };
  const around: Surroundings = {
    config: readConfig(env),
    logger: createLogger('silent'),
    stdin: Readable.from([]),
    print: (text) => printed.push(text),
    stderr: { write: (text) => noted.push(text) },
    signal: new AbortController().signal,
    openLibrary: async () => {
      await refreshLibrary(library);
      return library;
    },
    openEmbedder: handle,
  };
  const run = async (command: Command, ...args: string[]) => {
    printed.length = 0;
    noted.length = 0;
    const done = await command(readCommandLine(args), around);
    return { done, printed: printed.join(''), noted: noted.join('') };
  };
  return { run, store };
}

test('import reports and embeds; status and search tell of it', async () => {
  const { run } = session();
  const imported = await run(importCommand, 'import', works);
  expect(imported.done).toBe(true);
  expect(imported.printed).toMatch(
    /^2 created, 0 updated, 0 unchanged, 1 rejected\n {2}.*works\.jsonl, line 2: not JSON/,
  );
  expect(imported.printed).toMatch(/2 embedded\n$/);
  expect((await run(importCommand, 'import', works)).printed).toMatch(/^0 created, 0 updated, 2 unchanged, 1 rejected/);
  expect((await run(statusCommand, 'status')).printed).toMatch(/works +2\nembedded +2 of 2\nmodel in use +fake/);
  const found = await run(searchCommand, 'search', 'folding bridges', '--mode', 'keyword');
  expect(found.printed).toMatch(
    /^1 works match \(keyword\)\n {2}1\. [\d.]+ {2}Folding bridges\n +2020 · Ada Fold · a\n$/,
  );
});

test('status tells of imports, however they ended, and names no folder', async () => {
  const { run } = session('off');
  expect((await run(statusCommand, 'status')).printed).not.toMatch(/imports/);
  await run(importCommand, 'import', works, '--no-embed');
  const missing = join(folder, 'missing.jsonl');
  await expect(run(importCommand, 'import', missing)).rejects.toThrow(/missing\.jsonl/);
  const { printed } = await run(statusCommand, 'status');
  const [failed = '', finished = ''] = printed.split('\nimports\n')[1]?.split('\n') ?? [];
  expect(failed).toMatch(/^ {2}failed {4}missing\.jsonl: 0 records, .*; missing\.jsonl: no such file or folder$/);
  expect(finished).toMatch(
    /^ {2}finished {2}works\.jsonl: 3 records, 2 created, 0 updated, 0 unchanged, 1 rejected; begun /,
  );
  expect(printed).not.toContain(folder);
});

test('a report names everything that was not imported', async () => {
  const { run } = session();
  const source = join(folder, 'reported');
  mkdirSync(source);
  writeFileSync(join(source, 'a.jsonl'), `${'{"id":\n'.repeat(200)}{"id":"r","title":"Reported"}\n`);
  writeFileSync(join(source, 'b.csv'), 'x');
  const report = join(folder, 'report.jsonl');
  await run(importCommand, 'import', source, '--no-embed', '--report', report);
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(201);
  expect(JSON.parse(lines[199] ?? '')).toMatchObject({ unit: 'line', number: 200, outcome: 'rejected' });
  expect(JSON.parse(lines[200] ?? '')).toEqual({
    file: join(source, 'b.csv'),
    outcome: 'not read',
    reason: 'a table, which is no format of works',
  });
  const nowhere = join(folder, 'none', 'x');
  await expect(run(importCommand, 'import', source, '--report', nowhere)).rejects.toThrow(
    `${nowhere}: no such file or folder`,
  );
});

test('import derives researchers, merge and split put them right', async () => {
  const { run } = session();
  const people = join(folder, 'people.jsonl');
  const line = (id: string, author: string) =>
    JSON.stringify({ id, title: id, authors: [{ name: 'Ada Fold', id: author }] });
  writeFileSync(people, [line('p1', 'ada:1'), line('p2', 'ada:2'), line('p3', 'ada:2')].join('\n'));
  expect((await run(importCommand, 'import', people, '--no-embed')).printed).toMatch(
    /\n2 researchers, 0 topics, 0 institutions, 0 sources\n$/,
  );
  const merged = await run(mergeCommand, 'merge', 'ada:2', 'ada:1');
  expect(merged).toMatchObject({ done: true, printed: 'ada:2 leads to Ada Fold (ada:1): 3 works, with ada:2\n' });
  expect((await run(statusCommand, 'status')).printed).toMatch(/\nresearchers +1\n[\s\S]*\nto be derived +0\n/);
  expect((await run(splitCommand, 'split', 'ada:2')).printed).toBe(
    'Ada Fold (ada:1): 1 works\nAda Fold (ada:2): 2 works\n',
  );
  expect((await run(splitCommand, 'split', 'ada:2', '--works', 'p2')).printed).toBe(
    'Ada Fold (ada:2): 1 works\nAda Fold (ada:2~2): 1 works\n',
  );
  await expect(run(mergeCommand, 'merge', 'ada:9', 'ada:1')).rejects.toThrow("there is no author 'ada:9'");
  await expect(run(splitCommand, 'split', 'ada:1')).rejects.toThrow("'ada:1' is not merged into another record");
});

test('import without embedding says how to go on', async () => {
  const { run, store } = session();
  const { done, noted } = await run(importCommand, 'import', works, '--no-embed');
  expect(done).toBe(true);
  expect(noted).toMatch('run `ideascope embed` later');
  expect(store.vectors.size).toBe(0);
  expect((await run(embedCommand, 'embed')).printed).toBe('2 embedded\n');
});

test('import without a model is no failure, embed is', async () => {
  const { run } = session('off');
  expect(await run(importCommand, 'import', works)).toMatchObject({
    done: true,
    noted: expect.stringMatching('no model'),
  });
  await expect(run(embedCommand, 'embed')).rejects.toThrow('no model');
});

test('import fails if nothing could be read', async () => {
  const { run } = session();
  const broken = join(folder, 'broken.jsonl');
  writeFileSync(broken, '{"id":\n');
  expect(await run(importCommand, 'import', broken)).toMatchObject({
    done: false,
    printed: expect.stringMatching('1 rejected'),
  });
  await expect(run(importCommand, 'import', '-')).rejects.toThrow('no records in -');
  await expect(run(importCommand, 'import', join(folder, 'none'))).rejects.toThrow('no such file or folder');
});

test('reindex says what it did', async () => {
  const { run } = session();
  await run(importCommand, 'import', works);
  expect(await run(reindexCommand, 'reindex')).toMatchObject({
    done: true,
    printed: 'the index is built anew: 2 works\n1 researchers, 0 topics, 0 institutions, 0 sources\n',
  });
});

test('reindex takes another model along: its vectors are computed, and it becomes the current one', async () => {
  const { run, store } = session();
  await run(importCommand, 'import', works);
  const { done, printed, noted } = await session('ready', store, 'other').run(reindexCommand, 'reindex');
  expect(done).toBe(true);
  expect(printed).toMatch(/^the index is built anew: 2 works\n.*\n2 embedded\nsearches use the new model now\n$/);
  expect(noted).toMatch('its vectors are of fake');
  expect(store.model?.name).toBe('other');
});

test('reindex notices other files under the same name', async () => {
  const env = { EMBEDDING_MODEL: 'some/model' };
  const { run, store } = session('ready', createOracleStore(), 'some/model', env);
  await run(importCommand, 'import', works);
  expect((await run(reindexCommand, 'reindex')).noted).not.toMatch('vectors');
  const before = store.model;
  if (!before) throw new Error('the import made no vectors');
  const old = { ...before, revision: 'older' };
  store.vectors.set(modelKey(old), store.vectors.get(modelKey(before)) ?? new Map());
  store.vectors.delete(modelKey(before));
  store.model = old;
  const { done, printed, noted } = await run(reindexCommand, 'reindex');
  expect({ done, printed }).toMatchObject({ done: true, printed: expect.stringContaining('2 embedded\nsearches use') });
  expect(noted).toMatch('its vectors are of other files of some/model');
  expect(store.model).toEqual(before);
  const offline = await session('off', store, 'some/model', env).run(reindexCommand, 'reindex');
  expect(offline).toMatchObject({ done: true, noted: expect.stringContaining('is not known') });
});

describe('the command line', () => {
  test.each<[string[], string]>([
    [['improt'], "unknown command 'improt': expected one of serve, import"],
    [['import'], 'usage: ideascope import <file|folder|->'],
    [['merge', 'a'], 'usage: ideascope merge <from> <into>'],
    [['status', 'x'], 'usage: ideascope status'],
    [['status', '--limit', '3'], "Unknown option '--limit'"],
    [['search', 'a', 'b'], 'usage: ideascope search "…"'],
  ])('%j is wrong usage', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(UsageError);
    expect(() => readCommandLine(args)).toThrow(message);
    expect(() => readCommandLine(args)).not.toThrow('\n');
  });

  test.each([
    [importCommand, ['import', 'x', '--format', 'docx'], `--format docx: expected one of ${IMPORT_FORMATS.join(', ')}`],
    [searchCommand, ['search', 'x', '--mode', 'fuzzy'], '--mode fuzzy: expected one of hybrid, keyword, semantic'],
    [splitCommand, ['split', 'a', '--works', ' , '], '--works: expected a list such as a,b,c'],
    [splitCommand, ['split', 'a', '--to', 'b'], '--to needs --works: without works a merge is undone'],
    [searchCommand, ['search', 'x', '--limit', '0'], '--limit 0: expected a number from 1 to 200'],
  ] as const)('option values are checked', async (command, args, message) => {
    await expect(session().run(command, ...args)).rejects.toThrow(new UsageError(message));
  });

  test('help, version, and a lone dash', () => {
    expect(readCommandLine([]).command).toBe('help');
    expect(readCommandLine(['import', '--help']).command).toBe('help');
    expect(readCommandLine(['--version']).command).toBe('version');
    expect(readCommandLine(['import', '-', '--no-embed'])).toMatchObject({
      positionals: ['-'],
      options: { 'no-embed': true },
    });
    expect(helpText()).toMatch(/ideascope reindex\n[\s\S]*DATA_DIR/);
  });
});

describe('topics of works without any', () => {
  const tides = join(folder, 'tides.jsonl');
  writeFileSync(
    tides,
    [
      '{"id":"a","title":"Tides of the northern coast","topics":["Tides"]}',
      '{"id":"b","title":"Tides along the southern coast","topics":["Tides"]}',
      '{"id":"d","title":"Tides of the eastern coast","topics":["Tides"]}',
      '{"id":"e","title":"Tides of the rocky coast","topics":["Tides"]}',
      '{"id":"c","title":"Tides of the western coast"}',
    ].join('\n'),
  );

  test('are left alone unless the setting asks for them', async () => {
    const { run } = session();
    expect((await run(importCommand, 'import', tides)).printed).not.toMatch(/suggested/);
    expect((await run(statusCommand, 'status')).printed).not.toMatch(/suggested/);
  });

  test('are suggested at the end of an import and of embedding, and counted', async () => {
    const { run, store } = session('ready', createOracleStore(), 'fake', { SUGGEST_TOPICS: '1' });
    const imported = await run(importCommand, 'import', tides);
    expect(imported.printed).toMatch(/1 of 1 works without topics got suggested ones/);
    expect(store.works.get('c')?.topics).toMatchObject([{ id: 'topic:tides', suggested: true }]);
    expect((await run(statusCommand, 'status')).printed).toMatch(
      /suggested +of 1 works; none for 0; 0 to be looked at\n/,
    );
    expect((await run(embedCommand, 'embed')).printed).toMatch(/0 of 0 works without topics/);
  });

  test('come and go by command', async () => {
    const { run, store } = session();
    await run(importCommand, 'import', tides);
    expect((await run(suggestTopicsCommand, 'suggest-topics')).printed).toMatch(/1 of 1 works/);
    const again = await run(suggestTopicsCommand, 'suggest-topics', '--again');
    expect(again.printed).toMatch(/^1 works are as if .*\n1 of 1 works/);
    const removed = await run(suggestTopicsCommand, 'suggest-topics', '--remove');
    expect(removed).toMatchObject({ done: true, printed: '1 works are as if no topics had been looked for\n' });
    expect(store.works.get('c')?.topics).toEqual([]);
    await expect(run(suggestTopicsCommand, 'suggest-topics', '--again', '--remove')).rejects.toThrow(UsageError);
  });
});
