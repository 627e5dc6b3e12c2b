// Relevance: judged collections through the API on the built-in engine are as good as bench/quality.yaml says.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMO, readJudged, SHARED } from '../../bench/judged.js';
import { deviations, readExpected } from '../../bench/quality-expected.js';
import { openPlace, type Place } from '../../bench/quality-library.js';
import { type Meaning, measureJudged } from '../../bench/quality-measure.js';
import { MODES, type Mode, meansOf } from '../../bench/quality-outcomes.js';
import { embedMissing } from '../../indexer/embed.js';
import { openEmbedder } from '../../src/compose.js';
import { readConfig } from '../../src/config.js';
import type { EmbedderHandle } from '../../src/embedding/embedder.js';
import { createLogger } from '../../src/logger.js';
import { skipLoudly } from '../support/skip-loudly.js';

/** What `bench/quality.yaml` expects is measured with this one. */
const EMBEDDING_MODEL = 'Xenova/all-MiniLM-L6-v2';
const DOWNLOAD_MS = 300_000;
const MEASURE_MS = 240_000;
const KEYWORD: readonly Mode[] = ['keyword'];
/** Embedding all of them takes minutes, so by meaning only the smallest; the bench measures the rest. */
const BESIDE: readonly (readonly [string, readonly Mode[]])[] = [
  ['med', MODES],
  ['cranfield', KEYWORD],
  ['cacm', KEYWORD],
  ['scifact-partial', KEYWORD],
];

let handle: EmbedderHandle;
let meaning: Meaning;
let place: Place;

beforeAll(async () => {
  handle = openEmbedder({ ...readConfig(), embeddingModel: EMBEDDING_MODEL }, createLogger('silent'));
  const state = await handle.settled();
  if (state.status !== 'ready') throw new Error(state.message);
  const { embedder } = state;
  meaning = { embedder, fill: (engine) => embedMissing({ engine, embedder }) };
  place = await openPlace('builtin');
}, DOWNLOAD_MS);

afterAll(async () => {
  await place.close();
  await handle.close();
});

async function measured(folder: string, modes: readonly Mode[]): Promise<string[]> {
  const judged = readJudged(folder);
  const outcomes = await measureJudged(judged, place, modes, modes.length > 1 ? meaning : undefined);
  return deviations(judged.name, 'builtin', meansOf(outcomes), readExpected()[judged.name]);
}

test(
  'our own queries about the demo',
  async () => {
    expect(await measured(DEMO, MODES)).toEqual([]);
  },
  MEASURE_MS,
);

for (const [name, modes] of BESIDE) {
  const folder = join(SHARED, name);
  if (!existsSync(folder)) {
    skipLoudly(`judged collection ${name}`, 'it is not in ../shared/data/ir');
    continue;
  }
  describe(`judged collection ${name}`, () => {
    test(
      `is answered as expected: ${modes.join(', ')}`,
      async () => {
        expect(await measured(folder, modes)).toEqual([]);
      },
      MEASURE_MS,
    );
  });
}
