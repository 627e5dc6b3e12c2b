// Starting in the background: the states a service goes through.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startEmbedder } from '../../../src/embedding/handle.js';
import { createLogger } from '../../../src/logger.js';

const logger = createLogger('silent');

describe('startEmbedder', () => {
  test('without a model it is off from the start', async () => {
    const handle = startEmbedder({ model: undefined, modelDir: 'unused', logger });
    const off = { status: 'off', message: 'EMBEDDING_MODEL=none: keyword search only' };
    expect(handle.state()).toEqual(off);
    await expect(handle.settled()).resolves.toEqual(off);
    await handle.close();
  });

  test('closing while it loads ends in failed, without an exception', async () => {
    const modelDir = await mkdtemp(join(tmpdir(), 'models-'));
    const handle = startEmbedder({ model: 'someone/model', modelDir, logger });
    expect(handle.state().status).toBe('loading');
    await handle.close();
    expect(handle.state()).toEqual({ status: 'failed', message: 'the service is closing' });
    await expect(handle.settled()).resolves.toEqual(handle.state());
    await rm(modelDir, { recursive: true });
  });
});
