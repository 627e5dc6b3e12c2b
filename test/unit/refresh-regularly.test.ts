// Regular refreshes: works become visible within the second that the port promises, whatever the other parts do.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ALL } from '../../src/domain/query.js';
import { createBuiltinLibrary } from '../../src/engine/builtin/library.js';
import { closeLibrary, type Library, partsOf } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import { refreshRegularly } from '../../src/refresh-regularly.js';
import { makeWork } from '../support/works.js';

const logger = createLogger('silent');
let folder: string;
let library: Library;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ideascope-refresh-'));
  library = createBuiltinLibrary({ dataDir: folder, logger });
  for (const part of partsOf(library)) await part.prepare();
});

afterEach(async () => {
  await closeLibrary(library);
  rmSync(folder, { recursive: true, force: true });
});

async function visible({ works }: Library): Promise<number> {
  return (await works.retrieve({ filter: ALL, lexical: false, window: 0, facets: [] })).total.value;
}

/** Tries for a while; the answer, or the last failure. */
async function within<T>(milliseconds: number, ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || performance.now() > end) return answer;
    await sleep(20);
  }
}

test('works become visible while another part is refreshed for long', async () => {
  let release = () => {};
  const long = new Promise<void>((done) => {
    release = done;
  });
  let begun = false;
  const refresh = () => {
    begun = true;
    return long;
  };
  const slow = new Proxy(library.authors, {
    get: (target, name) => (name === 'refresh' ? refresh : Reflect.get(target, name)),
  });
  let followed = 0;
  const refreshing = refreshRegularly({ ...library, authors: slow }, logger, async () => {
    followed += 1;
  });
  await within(5000, async () => begun, Boolean);
  expect(begun).toBe(true);
  await library.works.write([makeWork({ id: 'w1' }), makeWork({ id: 'w2' })]);
  expect(
    await within(
      3000,
      () => visible(library),
      (count) => count === 2,
    ),
  ).toBe(2);
  expect(followed).toBeGreaterThan(1);
  release();
  await refreshing.stop();
});

test('what fails is tried again, and nothing is refreshed any more once it is stopped', async () => {
  let tries = 0;
  const failing = new Proxy(library.works, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'refresh') return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      return async () => {
        tries += 1;
        if (tries === 1) throw new Error('not now');
        await target.refresh();
      };
    },
  });
  const refreshing = refreshRegularly({ ...library, works: failing }, logger, async () => {});
  await within(
    5000,
    async () => tries,
    (count) => count > 1,
  );
  await refreshing.stop();
  const stoppedAt = tries;
  expect(stoppedAt).toBeGreaterThan(1);
  await sleep(700);
  expect(tries).toBe(stoppedAt);
});
