// The built-in library on the disk: an older store that is taken over, one that is refused, files per kind, odd ids.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, open } from 'lmdb';
import type { Work } from '../../../src/domain/work.js';
import { createBuiltinLibrary } from '../../../src/engine/builtin/library.js';
import { type Library, partsOf } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { matchedIds, words } from '../../support/engine-session.js';
import { makeAuthor, makeSource, makeTopic } from '../../support/entities.js';
import { markedIn, matchedIn } from '../../support/library-session.js';
import { byAuthor, makeWork } from '../../support/works.js';

let dataDir: string;
let library: Library;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ideascope-kinds-'));
  library = await opened();
});
afterEach(async () => {
  await closed();
  await rm(dataDir, { recursive: true, force: true });
});

async function opened(): Promise<Library> {
  const one = createBuiltinLibrary({ dataDir, logger: createLogger('silent') });
  for (const part of partsOf(one)) await part.prepare();
  return one;
}

async function closed(): Promise<void> {
  for (const part of partsOf(library)) await part.close();
}

/** Changes a file behind the library's back, and opens it again. */
async function reopenedAfter(change: (meta: Database, other: Database) => void, kind = 'works', beside = 'marks') {
  await closed();
  const root = open({ path: join(dataDir, `${kind}.lmdb`), noSubdir: true, maxDbs: 64 });
  const meta = root.openDB({ name: 'meta' });
  const dupSort = beside === 'aliases' ? { dupSort: true, encoding: 'ordered-binary' as const } : {};
  const other = root.openDB({ name: beside, ...dupSort });
  await root.transaction(() => change(meta, other));
  await root.close();
  library = await opened();
}

const WORK: Work = makeWork({ id: 'a', display_name: 'graph theory', authorships: [byAuthor('Ann One')] });

describe('a store of an older format', () => {
  test('without marks is taken over as it is: equal content is recognised, and changes are marked from now on', async () => {
    await library.works.write([WORK]);
    await reopenedAfter((meta, marks) => {
      meta.put('format', 2);
      marks.clearSync();
    });
    const { works } = library;
    await works.refresh();
    expect(await matchedIds(works, { text: words('graph') })).toEqual(['a']);
    expect(await works.write([WORK])).toEqual(['unchanged']);
    expect(await markedIn(works)).toEqual([]);
    await works.write([{ ...WORK, cited_by_count: 1 }]);
    expect(await markedIn(works)).toEqual(['authors author:ann-one', 'versions a']);
    await reopenedAfter((meta) => expect(meta.get('format')).toBe(3));
  });

  test('that no version knows is refused, with both formats in the message', async () => {
    await reopenedAfter(() => undefined);
    await expect(reopenedAfter((meta) => meta.put('format', 9))).rejects.toThrow(/format 9, .* reads 2 and 3/);
  });
});

test('sources that were stored before ISSNs were ids of theirs get them', async () => {
  const nature = makeSource({ id: 's', issn_l: '0028-0836' });
  await library.sources.write([nature]);
  const asBefore = (meta: Database, aliases: Database) => {
    meta.removeSync('aliases');
    aliases.clearSync();
  };
  await reopenedAfter(asBefore, 'sources', 'aliases');
  expect(await library.sources.fetch(['issn:0028-0836', 's'])).toEqual([nature, nature]);
  await library.sources.remove(['s']);
  expect(await library.sources.fetch(['issn:0028-0836'])).toEqual([undefined]);
});

describe('files', () => {
  test('each kind has its own store and snapshot, empty ones no snapshot', async () => {
    await library.works.write([WORK]);
    await library.authors.write([makeAuthor({ id: 'x', display_name: 'Jeff Rasley' })]);
    for (const part of partsOf(library)) await part.refresh();
    await closed();
    const names = (await readdir(dataDir)).filter((name) => !name.endsWith('-lock')).sort();
    const stores = ['authors', 'curation', 'institutions', 'sources', 'topics', 'works'].map((kind) => `${kind}.lmdb`);
    expect(names).toEqual([...stores, 'authors.snapshot', 'index.snapshot'].sort());
    library = await opened();
    await library.authors.refresh();
    expect(await matchedIn(library.authors, { text: words('J. Rasley') })).toEqual(['x']);
  });

  test('one id in several kinds is several things', async () => {
    await library.authors.write([makeAuthor({ id: 'x' })]);
    await library.topics.write([makeTopic({ id: 'x' })]);
    await library.authors.remove(['x']);
    expect([await library.authors.count(), await library.topics.count()]).toEqual([0, 1]);
  });
});

describe('ids', () => {
  test('that no store can take are not marked, and do not keep a work from being written', async () => {
    const authorships = ['x'.repeat(3000), 'half \ud800', 'short'].map((id) => ({
      author_position: 'first' as const,
      author: { id, display_name: 'Ann One' },
      institutions: [],
    }));
    expect(await library.works.write([makeWork({ id: 'a', authorships })])).toEqual(['created']);
    expect(await markedIn(library.works)).toEqual(['authors short', 'versions a']);
    await library.works.clear([{ kind: 'authors', id: 'x'.repeat(3000), stamp: 1 }]);
    expect(await library.works.countMarked()).toBe(2);
  });
});

describe('a scan', () => {
  test('reads each work once, and all that stay, while works are written and removed', async () => {
    const idOf = (i: number) => `w${String(i).padStart(4, '0')}`;
    await library.works.write(Array.from({ length: 1000 }, (_, i) => makeWork({ id: idOf(i) })));
    const seen: string[] = [];
    for await (const batch of library.works.scan()) {
      seen.push(...batch.map((work) => work.id));
      const at = Number(seen.at(-1)?.slice(1));
      await library.works.remove([idOf(at), idOf(at + 1)]);
      await library.works.write([makeWork({ id: idOf(0), cited_by_count: at }), makeWork({ id: 'a' })]);
    }
    expect(new Set(seen).size).toBe(seen.length);
    const left: string[] = [];
    for await (const batch of library.works.scan()) left.push(...batch.map((work) => work.id));
    expect(left.filter((id) => id !== 'a' && !seen.includes(id))).toEqual([]);
    expect(seen.length).toBeGreaterThan(990);
  });
});
