// A server that builds its index from scratch keeps answering meanwhile.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inventedRecords, writeGzip } from './invented-works.js';
import { Place } from './processes.js';

const WORKS = 20_000;
/** Far more than a slice of work takes: also a busy machine keeps it. */
const SLOWEST_MS = 1000;
const LIMIT_MS = 90_000;
const WORDLESS = { EMBEDDING_MODEL: 'none' };

let place: Place;
beforeAll(async () => {
  place = await Place.open();
});
afterAll(() => place.close());

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
}

test(
  'health checks are answered while the index is built',
  async () => {
    const file = join(place.folder, 'works.jsonl.gz');
    await writeGzip(file, inventedRecords(WORKS, 60));
    expect((await place.run(['import', file, '--no-embed'], WORDLESS)).code).toBe(0);
    // the import has built one, to derive researchers and topics
    await rm(join(place.dataDir, 'index.snapshot'));
    const server = await place.serve(WORDLESS);
    const started = performance.now();
    let answered = 0;
    let slowest = 0;
    while ((await statusOf(`${server.url}/health/ready`)) === 503) {
      const asked = performance.now();
      expect(await statusOf(`${server.url}/health/live`)).toBe(200);
      slowest = Math.max(slowest, performance.now() - asked);
      answered++;
    }
    const built = performance.now() - started;
    expect(slowest).toBeLessThan(SLOWEST_MS);
    // a build in one go would hold one answer nearly as long as it takes
    expect(slowest).toBeLessThan(built / 2);
    expect(answered).toBeGreaterThan(10);
    const response = await fetch(`${server.url}/works?per_page=1`);
    expect(await response.json()).toMatchObject({ meta: { count: WORKS } });
    expect((await server.stop('SIGTERM')).code).toBe(0);
  },
  LIMIT_MS,
);
