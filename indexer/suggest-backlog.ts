// Keeps a running service's works in topics, where the setting asks for it: looks at whatever came without any.
import { setTimeout as sleep } from 'node:timers/promises';
import { FailureLog } from '../src/failure-log.js';
import type { LibraryDeps } from '../src/search/deps.js';
import { suggestMissing } from './suggest.js';

/** Works looked at between two looks at whether an import or the embedding goes on. */
const SLICE = 500;

export interface SuggestBacklogRequest {
  readonly deps: LibraryDeps;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly idle?: number;
}

/**
 * Runs until `signal` is aborted. Works vote by meaning, so that it waits until a model is there (or none is wanted) and
 * nothing has been imported or embedded since the last look: what failed to be embedded is not waited for. Never rejects:
 * what fails is logged once and tried again.
 */
export async function suggestBacklog({ deps, signal, idle = 5000 }: SuggestBacklogRequest): Promise<void> {
  const log = new FailureLog(deps.logger, 'suggesting topics');
  let seen = '';
  while (!signal.aborted) {
    let more = false;
    try {
      const { works, embedded, ready } = await deps.library.works.status();
      const { status } = deps.embedder.state();
      const now = `${works} ${embedded}`;
      if (ready && now === seen && (status === 'ready' || status === 'off')) {
        const { looked, suggested, stopped } = await suggestMissing({ deps, signal, limit: SLICE });
        if (looked > 0) deps.logger.info({ looked, suggested }, 'looked for topics of works without any');
        more = stopped;
      }
      seen = now;
      log.succeeded();
    } catch (error) {
      log.failed(error);
    }
    if (!more) await sleep(idle, undefined, { signal }).catch(() => undefined);
  }
}
