// Keeps a running service complete: embeds whatever lacks a vector, unless another process is at it.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddingFailure } from '../src/domain/journal.js';
import { type ModelIdentity, sameModel } from '../src/domain/model.js';
import type { Embedder, EmbedderHandle } from '../src/embedding/embedder.js';
import type { Shelf } from '../src/engine/engine.js';
import { FailureLog } from '../src/failure-log.js';
import type { Logger } from '../src/logger.js';
import { type EmbeddingEngine, embedMissing } from './embed.js';
import { noteFailures } from './note-failures.js';
import { type Gate, limitedTo, WHOLE_MACHINE } from './throttle.js';
import { messageOf } from './values.js';

/** Works embedded between two looks at whether somebody else does the same. */
const SLICE = 512;

export interface BacklogRequest {
  readonly engine: EmbeddingEngine;
  /** Where works that cannot be embedded are noted. */
  readonly failures?: Shelf<EmbeddingFailure>;
  /** The model that the index is to have. */
  readonly embedder: EmbedderHandle;
  /** The model that the index has: completed once somebody has switched to it away from the one above. */
  readonly following?: EmbedderHandle;
  /** Told what keeps embedding from getting on; undefined: nothing any more. */
  readonly watch?: { trouble: string | undefined };
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Percent of the machine that may be used; 0: nothing is embedded. */
  readonly maxCpu?: number;
  /** Nothing is begun while it is shut. */
  readonly gate?: Gate;
  /** Milliseconds between two looks for works without a vector. */
  readonly idle?: number;
  /** Milliseconds to leave the work to another process that is embedding. */
  readonly backOff?: number;
}

/**
 * Runs until `signal` is aborted; ends at once if there is no model, or if nothing may be used. A model that fails is
 * waited for. An index of another model is embedded anew and
 * switched; but when somebody else switches it afterwards (`ideascope embed` with another EMBEDDING_MODEL), that is not
 * undone: two processes would take it in turns for ever. Two processes at the same works would compute every
 * vector twice: when the number of embedded works grows by itself, the other one (`ideascope import`) is left alone.
 * Never rejects: what fails is logged once and tried again, except for works that the model cannot read.
 */
export async function embedBacklog(request: BacklogRequest): Promise<void> {
  const { embedder: handle, engine, logger, signal, idle = 5000, backOff = 15_000 } = request;
  const { maxCpu = WHOLE_MACHINE } = request;
  if (signal.aborted || maxCpu === 0) return;
  const limits = limitedTo(maxCpu, request.gate);
  // a model may be on its way for minutes: a stop does not wait for it
  const state = await Promise.race([handle.settled(), once(signal, 'abort').then(() => undefined)]);
  if (state === undefined || state.status === 'off') return;
  const log = new FailureLog(logger, 'embedding the backlog');
  const succeeded = () => {
    log.succeeded();
    if (request.watch) request.watch.trouble = undefined;
  };
  const failed = (error: unknown) => {
    log.failed(error);
    if (request.watch) request.watch.trouble = messageOf(error);
  };
  const skip = new Set<string>();
  let reached = false;
  let known: ModelIdentity | undefined;
  let expected = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    try {
      const { embedded, model } = await engine.status();
      const wanted = readyOf(handle);
      // one that comes late, or in the place of another, is to be reached anew; one that failed leaves that of the index
      if (wanted && !sameModel(known, wanted.identity)) reached = false;
      known = wanted?.identity ?? known;
      reached ||= wanted === undefined || sameModel(model, wanted?.identity);
      const embedder = reached ? modelOf(model, wanted, request.following) : wanted;
      if (!embedder) {
        await pause(idle, signal);
        continue;
      }
      const othersEmbed = embedded > expected;
      expected = embedded;
      if (othersEmbed) {
        await pause(backOff, signal);
        continue;
      }
      const report = await embedMissing({ engine, embedder, signal, limit: SLICE, skip, ...limits });
      for (const failure of report.failures) logger.warn(failure, 'a work cannot be embedded');
      const shelf = request.failures;
      if (shelf) await noteFailures({ shelf, model: embedder.identity, logger }, report.failures);
      if (report.switched) logger.info({ model: embedder.identity }, 'switched to the new model');
      reached ||= !report.stopped || report.overtaken !== undefined;
      // the count of the current model does not move while another one is completed: then this only makes us less alert
      expected += report.embedded;
      succeeded();
      if (report.stopped) continue;
    } catch (error) {
      failed(error);
    }
    await pause(idle, signal);
  }
}

function readyOf(handle: EmbedderHandle): Embedder | undefined {
  const state = handle.state();
  return state.status === 'ready' ? state.embedder : undefined;
}

/** Who embeds for the model that the index has; undefined: nobody here. */
function modelOf(
  model: ModelIdentity | undefined,
  wanted: Embedder | undefined,
  following: EmbedderHandle | undefined,
): Embedder | undefined {
  if (model === undefined || sameModel(model, wanted?.identity)) return wanted;
  const state = following?.state();
  return state?.status === 'ready' && sameModel(state.embedder.identity, model) ? state.embedder : undefined;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
}
