// Switching to another index while others search and write, and after the process that switches has been killed.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type estypes } from '@elastic/elasticsearch';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { ALL } from '../../src/domain/query.js';
import { createElasticsearchEngine, type ElasticsearchOptions } from '../../src/engine/elasticsearch/engine.js';
import { readMapping, worksMapping } from '../../src/engine/elasticsearch/mappings.js';
import type { Engine } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { describeOnElasticsearch } from '../support/elasticsearch-node/describe.js';
import { coverageOf, embedAll, everyId, numbered } from '../support/numbered-works.js';
import { deleteIndices } from '../support/open-elasticsearch.js';
import { degrees, makeModel } from '../support/works.js';
import { eventually, Place, type Running, repeatedly } from './processes.js';

const LONG_MS = 120_000;
const MANY = 3000;
const KILLS = 3;

const logger = createLogger('silent');
let url: string;
let client: Client;
let prefix: string;
let place: Place;
const open = new Set<Engine>();

function another(more: Partial<ElasticsearchOptions> = {}): Engine {
  const engine = createElasticsearchEngine({ url, prefix, logger, ...more });
  open.add(engine);
  return engine;
}

const settings = () => ({ ELASTICSEARCH_URL: url, INDEX_PREFIX: prefix, EMBEDDING_MODEL: 'none' });

/** All indices of the prefix with their aliases, and the number of the current one. */
async function indices() {
  const found = await client.indices.get({ index: `${prefix}-works-*`, expand_wildcards: ['open', 'closed'] });
  const current = Object.keys(found).filter((name) => found[name]?.aliases?.[`${prefix}-works`]);
  return { names: Object.keys(found).sort(), current, found };
}

/** Nothing half-built is left beside the current index. */
async function checkAlone(): Promise<void> {
  const { names, current } = await indices();
  expect(names).toEqual(current);
}

await describeOnElasticsearch('switching to another index', (address) => {
  beforeAll(async () => {
    url = address;
    client = new Client({ node: url });
    place = await Place.open();
  });
  afterEach(async () => {
    await Promise.all([...open].map((engine) => engine.close()));
    open.clear();
    await deleteIndices(url, prefix);
  });
  afterAll(async () => {
    await place.close();
    await client.close();
  });
  const check = (name: string, body: () => Promise<void>) =>
    test(
      name,
      () => {
        prefix = `switched-${Math.random().toString(36).slice(2, 10)}`;
        return body();
      },
      LONG_MS,
    );

  check('searches and writes go on, and nothing is lost or comes back', goesOn);
  check('killed at any time and run again, it completes and loses nothing', survivesKills);
  check('a switch whose process died is given up, and writing goes on', isGivenUp);
  check('one that is closed in its last pass leaves nothing locked, and two at once build one index', twoAtOnce);
  check('another model with another dimension: killed, gone on with, switched at once', changesModel);
  check('an index of another mapping is only read, until it is built anew', mendsOutdated);
  check('what is not ours, or of another version, is left alone', leavesForeign);
  check('a process that wakes up after its turn was given away switches nothing', losesItsTurn);
});

async function goesOn(): Promise<void> {
  const model = makeModel(2);
  const [engine, writer, reader] = [another(), another(), another()];
  await engine.write(numbered(MANY));
  expect(await embedAll(engine, model)).toBe(MANY);
  await reader.refresh();
  const acknowledged: string[] = [];
  const removed = new Set<string>();
  let next = MANY;
  const stopWriting = repeatedly(async () => {
    const works = numbered(20, next);
    next += works.length;
    expect(new Set(await writer.write(works))).toEqual(new Set(['created']));
    acknowledged.push(...works.map(({ id }) => id));
    const gone = numbered(1, removed.size).map(({ id }) => id);
    expect(await writer.remove(gone)).toBe(1);
    for (const id of gone) removed.add(id);
  });
  let searches = 0;
  const stopReading = repeatedly(async () => {
    const { value } = (await reader.retrieve({ filter: ALL, lexical: false, window: 0, facets: [] })).total;
    expect(value).toBeGreaterThan(MANY - 1000);
    expect((await coverageOf(reader, model)).semanticUsed).toBe(true);
    searches++;
  });
  await engine.reindex();
  await sleep(300);
  await stopWriting();
  await stopReading();
  expect(searches).toBeGreaterThan(3);
  expect(acknowledged.length).toBeGreaterThan(20);
  await reader.refresh();
  const expected = [...numbered(MANY).map(({ id }) => id), ...acknowledged].filter((id) => !removed.has(id));
  expect(await everyId(reader)).toEqual(expected);
  expect(await coverageOf(reader, model)).toMatchObject({ vectors: MANY - removed.size });
  expect(await indices()).toMatchObject({ names: [`${prefix}-works-000002`], current: [`${prefix}-works-000002`] });
}

/** Waits until the run has begun to build, a little longer, and kills it. */
async function killSoon(run: Running, longest: number): Promise<boolean> {
  let over = false;
  run.ended.then(() => {
    over = true;
  });
  const begun = async () => over || (await indices()).names.length > 1;
  await eventually('a second index', begun, (done) => done);
  await sleep(Math.random() * longest);
  return (await run.stop('SIGKILL')).signal === 'SIGKILL';
}

async function survivesKills(): Promise<void> {
  const model = makeModel(2);
  const engine = another();
  await engine.write(numbered(MANY));
  await embedAll(engine, model);
  let kills = 0;
  for (let i = 0; i < KILLS; i++) if (await killSoon(place.start(['reindex'], settings()), 1500)) kills++;
  expect(kills).toBeGreaterThan(0);
  // a writer may have to wait until the turn of the dead is over
  expect(await engine.write(numbered(5, MANY))).toEqual(Array(5).fill('created'));
  const last = await place.run(['reindex'], settings());
  expect(last).toMatchObject({ code: 0, stdout: expect.stringContaining('3,005 works') });
  await engine.refresh();
  expect(await everyId(engine)).toEqual(numbered(MANY + 5).map(({ id }) => id));
  expect(await coverageOf(engine, model)).toMatchObject({ vectors: MANY });
  await checkAlone();
  expect(await engine.write(numbered(1, MANY + 5))).toEqual(['created']);
}

/** Leaves everything as a process does that dies in the last pass: gates replaced, writing blocked. */
async function dieInLastPass(): Promise<{ old: string; built: string }> {
  const [old, built] = [`${prefix}-works-000001`, `${prefix}-works-000002`];
  const body = worksMapping().indexBody(null);
  await client.indices.create({ index: built, ...body, aliases: { [`${built}-held-dead0000`]: {} } });
  await client.indices.updateAliases({
    actions: [
      { remove: { index: old, alias: `${old}-write`, must_exist: true } },
      { add: { index: old, alias: `${old}-held-dead0000-7` } },
    ],
  });
  await client.indices.addBlock({ index: old, block: 'write' });
  return { old, built };
}

async function isGivenUp(): Promise<void> {
  const engine = another({ lease: 500 });
  await engine.write(numbered(10));
  const { old, built } = await dieInLastPass();
  const impatient = another({ lease: 60_000, writePatience: 200 });
  const refused = expect.objectContaining({ code: 'engine_read_only' });
  await expect(impatient.write(numbered(1, 10))).rejects.toEqual(refused);
  await expect(impatient.remove(['w:000000'])).rejects.toEqual(refused);
  await engine.refresh();
  expect(await everyId(engine)).toHaveLength(10);
  expect(await engine.write(numbered(1, 10))).toEqual(['created']);
  const { found } = await indices();
  expect(Object.keys(found[old]?.aliases ?? {}).sort()).toEqual([`${prefix}-works`, `${old}-write`]);
  expect(Object.keys(found[built]?.aliases ?? {})).toEqual([`${built}-build`]);
  await engine.reindex();
  expect((await indices()).names).toEqual([built]);
  await engine.refresh();
  expect(await everyId(engine)).toHaveLength(11);
}

async function twoAtOnce(): Promise<void> {
  const [a, b, closed] = [another(), another(), another()];
  await a.write(numbered(500));
  // an engine that is closed in the middle leaves nothing locked
  const broken = expect(closed.reindex()).rejects.toThrow();
  await eventually('the last pass', isHeld, (held) => held);
  await closed.close();
  await broken;
  expect(await isHeld()).toBe(false);
  expect(await b.write(numbered(500))).toEqual(Array(500).fill('unchanged'));
  await Promise.all([a.reindex(), b.reindex()]);
  // one that looks when the other has just ended builds another one; never are there two
  expect((await indices()).names).toHaveLength(1);
  expect(await everyId(b)).toHaveLength(500);
  expect(await b.write(numbered(1, 500))).toEqual(['created']);
}

async function changesModel(): Promise<void> {
  const [before, after] = [makeModel(2), makeModel(4, 'r2')];
  const engine = another();
  await engine.write(numbered(200));
  await embedAll(engine, before);
  const todo = await engine.unembedded(after, 1000);
  const vectors = todo.map(({ id, textHash }, i) => ({
    id,
    textHash,
    vector: new Float32Array([...degrees(i), 0, 0]),
  }));
  expect(await engine.writeVectors(after, vectors.slice(0, 150))).toBe(150);
  // another process goes on; the old model serves until the switch
  await engine.close();
  const next = another();
  await next.refresh();
  expect(await coverageOf(next, before)).toMatchObject({ semanticUsed: true, vectors: 200 });
  expect(await coverageOf(next, after)).toMatchObject({ semanticUsed: false });
  expect(await next.unembedded(after, 1000)).toHaveLength(50);
  expect(await next.writeVectors(after, vectors.slice(150))).toBe(50);
  await next.switchModel(after);
  expect(await coverageOf(next, after)).toMatchObject({ semanticUsed: true, vectors: 200 });
  expect((await indices()).names).toHaveLength(1);
}

async function mendsOutdated(): Promise<void> {
  const file = readMapping<NonNullable<Parameters<typeof worksMapping>[0]>>('works');
  const mapping = worksMapping({ ...file, settings: { ...file.settings, refresh_interval: '2s' } });
  const old = another({ mapping });
  await old.write(numbered(20));
  const engine = another({ writePatience: 200 });
  await engine.prepare();
  expect(await everyId(engine)).toHaveLength(20);
  const outdated = expect.objectContaining({ code: 'index_outdated', message: expect.stringContaining('reindex') });
  await expect(engine.write(numbered(1, 20))).rejects.toEqual(outdated);
  await engine.reindex();
  expect(await engine.write(numbered(1, 20))).toEqual(['created']);
  expect(await everyId(engine)).toHaveLength(20);
  // and now the other version may not write
  await expect(old.write(numbered(1, 21))).rejects.toEqual(outdated);
}

async function leavesForeign(): Promise<void> {
  const name = `${prefix}-works-000001`;
  const create = (mappings: estypes.MappingTypeMapping) =>
    client.indices.create({ index: name, mappings, aliases: { [`${prefix}-works`]: {} } });
  for (const [mappings, reason] of [
    [{}, 'was not made by Ideascope'],
    [{ _meta: { ideascope: { format: 99 } } }, 'was made by another version (format 99'],
  ] as const) {
    await create(mappings);
    const engine = another({ writePatience: 200 });
    const foreign = expect.objectContaining({ code: 'index_foreign', message: expect.stringContaining(reason) });
    await expect(engine.prepare()).rejects.toEqual(foreign);
    await expect(engine.write(numbered(1))).rejects.toEqual(foreign);
    await expect(engine.reindex()).rejects.toEqual(foreign);
    const { stderr, code } = await place.run(['serve'], settings());
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect((await client.count({ index: name })).count).toBe(0);
    await client.indices.delete({ index: name });
  }
}

/** Whether somebody is in the last pass. */
async function isHeld(): Promise<boolean> {
  const { found } = await indices();
  return Object.values(found).some(({ aliases }) => Object.keys(aliases ?? {}).some((one) => one.includes('-held-')));
}

/** A process that is stopped in its last pass: tried again where it was faster. */
async function stoppedInLastPass(): Promise<Running> {
  const run = place.start(['reindex'], settings());
  await eventually('the last pass', isHeld, (held) => held);
  run.process.kill('SIGSTOP');
  if (await isHeld()) return run;
  run.process.kill('SIGCONT');
  await run.ended;
  return stoppedInLastPass();
}

/** A process is stopped in its last pass for longer than the others wait, and goes on; another one never does. */
async function losesItsTurn(): Promise<void> {
  const engine = another({ lease: 400 });
  await engine.write(numbered(MANY));
  const stalled = await stoppedInLastPass();
  expect(await engine.write(numbered(5, MANY))).toEqual(Array(5).fill('created'));
  stalled.process.kill('SIGCONT');
  expect(await stalled.ended).toMatchObject({ code: 0 });
  const killed = await stoppedInLastPass();
  expect(await killed.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  await engine.reindex();
  expect(await engine.write(numbered(1, MANY + 5))).toEqual(['created']);
  await engine.refresh();
  expect(await everyId(engine)).toEqual(numbered(MANY + 6).map(({ id }) => id));
  await checkAlone();
}
