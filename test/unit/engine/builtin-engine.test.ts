// The built-in engine as a whole: what it refuses, ending while it is busy, and what a snapshot written meanwhile holds.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createBuiltinEngine } from '../../../src/engine/builtin/engine.js';
import type { Engine } from '../../../src/engine/engine.js';
import { createLogger } from '../../../src/logger.js';
import { matchedIds, words } from '../../support/engine-session.js';
import { degrees, makeModel, makeWork, titled } from '../../support/works.js';

const SNAPSHOT = 'index.snapshot';
let dataDir: string;
let engine: Engine;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ideascope-engine-'));
  engine = await opened();
});
afterEach(async () => {
  await engine.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function opened(): Promise<Engine> {
  const one = createBuiltinEngine({ dataDir, logger: createLogger('silent') });
  await one.prepare();
  return one;
}

describe('what it refuses', () => {
  test('a batch with an id that the store cannot take leaves nothing behind', async () => {
    await engine.write(titled({ a: 'graph one' }));
    const doi = `https://doi.org/10.1234/${'d'.repeat(3000)}`;
    const bad = titled({ b: 'graph two' }).concat(makeWork({ id: 'c', ids: { doi } }));
    await expect(engine.write(bad)).rejects.toThrow('bytes');
    await expect(engine.write([makeWork({ id: 'é'.repeat(1000) })])).rejects.toThrow('bytes');
    await expect(engine.write([makeWork({ id: 'half \ud800' })])).rejects.toThrow('surrogate');
    expect(await engine.fetch(['b', doi, 'é'.repeat(1000)])).toEqual([undefined, undefined, undefined]);
    expect(await engine.write(titled({ d: 'graph three' }))).toEqual(['created']);
    await engine.refresh();
    expect(await matchedIds(engine, { text: words('graph') })).toEqual(['a', 'd']);
    expect(await engine.status()).toMatchObject({ works: 2, indexed: 2 });
  });

  test('a vector that is not as long as its model says is refused, and the index stays up to date', async () => {
    await engine.write(titled({ a: 'one', b: 'two' }));
    const [a, b] = await engine.unembedded(makeModel(2), 2);
    await engine.writeVectors(makeModel(2), [{ id: 'a', textHash: a?.textHash ?? '', vector: degrees(0) }]);
    const long = { id: 'b', textHash: b?.textHash ?? '', vector: new Float32Array(64).fill(0.125) };
    await expect(engine.writeVectors(makeModel(2), [long])).rejects.toThrow('components');
    await engine.refresh();
    expect(await engine.status()).toMatchObject({ indexed: 2, embedded: 1 });
  });
});

describe('the end', () => {
  test('comes in order while refreshes are asked for and works are written', async () => {
    await engine.write(titled({ a: 'one' }));
    const pending = Promise.allSettled([engine.refresh(), engine.refresh(), engine.write(titled({ b: 'two' }))]);
    const closes = Promise.all([engine.close(), engine.close()]);
    const late = engine.refresh();
    await Promise.all([closes, late]);
    expect((await pending).map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
    engine = await opened();
    expect(await engine.status()).toMatchObject({ works: 2 });
  });
});

describe('the snapshot', () => {
  test('holds one state, although works are written and refreshed while it is made', async () => {
    const titles = Array.from({ length: 2000 }, (_, i) => [`w${i}`, `graph theory ${i}`]);
    await engine.write(titled(Object.fromEntries(titles)));
    await engine.refresh();
    await Promise.all([engine.reindex(), rewriteMeanwhile()]);
    // as after a kill: nothing is saved at the end
    await copyFile(join(dataDir, SNAPSHOT), join(dataDir, 'kept'));
    await engine.close();
    await copyFile(join(dataDir, 'kept'), join(dataDir, SNAPSHOT));
    engine = await opened();
    await engine.refresh();
    expect(await matchedIds(engine, { text: words('fresh rewritten') })).toEqual([]);
    expect(await matchedIds(engine, { text: words('rewritten') })).toHaveLength(20);
    expect(await matchedIds(engine, { text: words('fresh') })).toHaveLength(20);
  });
});

/** Twenty new works and twenty rewritten ones, each pair made visible at once, as by the service. */
async function rewriteMeanwhile(): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await engine.write(titled({ [`new${i}`]: 'fresh', [`w${i}`]: 'rewritten' }));
    await engine.refresh();
  }
}
