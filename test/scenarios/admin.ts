// What the service says to those who run it, of imports and of works that cannot be embedded, through the API.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { embedBacklog } from '../../indexer/backlog.js';
import type { AdminAnswer } from '../../src/api/answers/admin.js';
import { SILENCE_MS } from '../../src/domain/journal.js';
import type { Embedder, EmbedderHandle } from '../../src/embedding/embedder.js';
import { createLogger } from '../../src/logger.js';
import { createFakeEmbedder } from '../support/fake-embedder.js';
import { makeImportNote } from '../support/journal.js';
import { makeWork } from '../support/works.js';
import { expectShape } from './run-scenarios.js';
import { API_KEY, embedAll, type OpenLibrary, type Served, serve } from './serve.js';

const PATIENCE = 90_000;
const ODD = 'Odd runes';
const WORKS = [makeWork({ id: 'odd', display_name: ODD }), makeWork({ id: 'plain', display_name: 'Plain words' })];

const handleOf = (embedder: Embedder): EmbedderHandle => {
  const state = { status: 'ready', embedder } as const;
  return { state: () => state, settled: async () => state, close: async () => undefined };
};
const whole = createFakeEmbedder();
/** The same model, which cannot read one text. */
const choosy: Embedder = {
  ...whole,
  embed: async (texts, purpose) => {
    if (texts.includes(ODD)) throw new Error('runes cannot be read');
    return whole.embed(texts, purpose);
  },
};

export function checkAdmin(name: string, openLibrary: OpenLibrary): void {
  describe(`${name}: GET /admin/status`, () => {
    let served: Served;
    beforeAll(async () => {
      served = await serve(openLibrary, 'unembedded', 'ready', { works: WORKS, embedder: handleOf(whole) });
    }, PATIENCE);
    afterAll(() => served?.close(), PATIENCE);

    const ask = async (): Promise<AdminAnswer> => {
      const asked = { path: '/admin/status', headers: { authorization: `Bearer ${API_KEY}` } };
      const answer = await served.ask(asked);
      expect(answer).toMatchObject({ status: 200 });
      expectShape(answer, asked);
      return answer.body as AdminAnswer;
    };

    checkImports(() => served, ask);
    checkFailures(() => served, ask);
  });
}

function checkImports(served: () => Served, ask: () => Promise<AdminAnswer>): void {
  test('shows running imports first, and says of one that died that it has stopped', async () => {
    const { imports } = served().library.journal;
    const now = Date.now();
    const at = (ms: number) => new Date(now - ms).toISOString();
    const old = { started_at: at(9e6), heard_at: at(100) };
    await imports.put([
      makeImportNote({ id: 'long', ...old, percent: 40, seconds_left: 12, records_per_second: 900, total_bytes: 10 }),
      makeImportNote({ id: 'dead', started_at: at(8e6), heard_at: at(SILENCE_MS + 1000), seconds_left: 5 }),
      makeImportNote({ id: 'done', started_at: at(7e6), finished_at: at(6e6), state: 'finished', step: null }),
    ]);
    const { imports: shown } = await ask();
    expect(shown.map(({ id, state, finished_at }) => [id, state, finished_at])).toEqual([
      ['long', 'running', null],
      ['done', 'finished', at(6e6)],
      ['dead', 'stopped', at(SILENCE_MS + 1000)],
    ]);
    expect(shown[0]).toMatchObject({ percent: 40, seconds_left: 12, records_per_second: 900, message: null });
    expect(shown[2]).toMatchObject({ seconds_left: null, message: expect.stringContaining('run the same command') });
  });
}

function checkFailures(served: () => Served, ask: () => Promise<AdminAnswer>): void {
  test(
    'shows works that cannot be embedded until they are, or are gone',
    async () => {
      const { works: engine, journal } = served().library;
      for (let run = 0; run < 2; run++) {
        const stop = new AbortController();
        const request = { engine, failures: journal.failures, logger: createLogger('silent'), idle: 10, backOff: 10 };
        const running = embedBacklog({ ...request, embedder: handleOf(choosy), signal: stop.signal });
        while ((await journal.failures.list())[0]?.count !== run + 1) await new Promise((done) => setTimeout(done, 10));
        stop.abort();
        await running;
      }
      await engine.refresh();
      const { embedding } = await ask();
      expect(embedding).toMatchObject({ state: 'complete', works: 2, embedded: 1, missing: 1 });
      expect(embedding.failures).toMatchObject({
        count: 1,
        results: [{ id: 'odd', display_name: ODD, reason: 'runes cannot be read', count: 2 }],
      });
      await embedAll(engine, handleOf(whole), 10);
      expect((await ask()).embedding).toMatchObject({ missing: 0, failures: { count: 0, results: [] } });
      await engine.remove(['odd']);
      expect((await ask()).embedding.failures.count).toBe(0);
    },
    PATIENCE,
  );
}
