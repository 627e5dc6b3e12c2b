// Waits until searches are possible, for commands that search.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../src/engine/engine.js';

/** How long a search waits for the index, in milliseconds: a million works are indexed well within it. */
const INDEX_PATIENCE = 300_000;

/** Makes what was written visible, and waits for it. @throws Error if the index is not ready in time */
export async function waitForIndex(engine: Engine, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + INDEX_PATIENCE;
  await engine.refresh();
  for (let status = await engine.status(); !status.ready; status = await engine.status()) {
    if (performance.now() > deadline)
      throw new Error(`the index is not ready: ${status.waitingFor ?? 'still being built'}`);
    await sleep(50, undefined, { signal });
  }
}
