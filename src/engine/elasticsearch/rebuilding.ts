// New indices beside the current one: for another model or another mapping, filled while the current one serves, then switched to.
import type { Client } from '@elastic/elasticsearch';
import type { Stored } from '../../domain/catalogue.js';
import type { ModelIdentity } from '../../domain/model.js';
import { IdeascopeError } from '../../errors.js';
import { copyIndex, isWhole } from './copying.js';
import { stamp } from './documents.js';
import type { Holds } from './holds.js';
import { gateOf, type Indices, type KindIndex, type Layout } from './indices.js';
import type { Writer } from './writing.js';

/**
 * A copy follows the clocks of those who write. What was written up to so long before the last pass began is looked at
 * again: clocks differ, and a write may be retried for a minute before it arrives.
 */
const OVERLAP_US = 180 * 1e6;
/** Passes are repeated until one is shorter, because writing waits during the last. */
const SHORT_PASS_US = 5 * 1e6;
const MOST_PASSES = 5;

export interface RebuildingOptions<D extends Stored> {
  readonly client: Client;
  readonly indices: Indices;
  readonly holds: Holds;
  readonly writer: Writer<D>;
  readonly signal: AbortSignal;
}

export class Rebuilding<D extends Stored> {
  readonly #options: RebuildingOptions<D>;
  /** When the last complete pass into each index began, in this process. */
  readonly #passes = new Map<string, number>();

  constructor(options: RebuildingOptions<D>) {
    this.#options = options;
  }

  /** The index that is being built for a model, brought up to date; begun if there is none and `begin` is set. */
  async indexFor(
    model: ModelIdentity | null,
    layout: Layout,
    begin: boolean,
    progress: () => void,
  ): Promise<KindIndex | undefined> {
    const { indices } = this.#options;
    const next = indices.begunFor(layout, model) ?? (begin ? await indices.createBeside(layout, model) : undefined);
    if (next && layout.current) await this.#catchUp(layout.current, next, progress);
    return next;
  }

  /**
   * Builds the index for a model to its end, and makes it the current one. Writing waits during the last pass. Going on
   * after an interruption is the same call again.
   */
  async complete(model: ModelIdentity | null, progress: () => void): Promise<void> {
    const { indices, holds } = this.#options;
    const before = await holds.free(await indices.layout());
    const next = await this.indexFor(model, before, true, progress);
    if (!next || !before.current) throw changed();
    for (let passes = 1; passes < MOST_PASSES; passes++) {
      const began = stamp();
      await this.#catchUp(before.current, next, progress);
      if (stamp() - began < SHORT_PASS_US) break;
    }
    const hold = await holds.take(before.current, next);
    try {
      await indices.block(before.current.name);
      await this.#finish(hold.next, progress);
      await hold.settle();
      await indices.switchTo(hold.next, await indices.layout());
    } catch (error) {
      await hold.release();
      // the answer to the switch may have been lost
      const { current } = await indices.layout();
      if (current?.name !== next.name) throw error;
    }
  }

  /** Nobody else writes to either index now. */
  async #finish(next: KindIndex, progress: () => void): Promise<void> {
    const { client, indices } = this.#options;
    const { current } = await indices.layout();
    if (!current) throw changed();
    let to = next;
    if (current.meta.model && !to.meta.model) {
      // its first vectors came in the meantime
      await indices.adoptModel(to.name, current.meta.model);
      to = { ...to, meta: { ...to.meta, model: current.meta.model } };
      this.#passes.clear();
    }
    await this.#catchUp(current, to, progress);
    if (await isWhole(client, current, to)) return;
    // a clock was wrong, or an index has been replaced by another of the same name
    this.#passes.clear();
    await this.#catchUp(current, to, progress);
    if (!(await isWhole(client, current, to))) throw new Error(`${to.name} is no whole copy of ${current.name}`);
  }

  async #catchUp(from: KindIndex, to: KindIndex, progress: () => void): Promise<void> {
    const { client, writer, signal } = this.#options;
    const key = `${from.name} ${to.name}`;
    const last = this.#passes.get(key);
    const began = stamp();
    const since = last === undefined ? {} : { since: last - OVERLAP_US };
    await copyIndex(client, writer, { from, to, gate: gateOf(to), signal, progress, ...since });
    this.#passes.set(key, began);
  }
}

function changed(): IdeascopeError {
  return new IdeascopeError('index_gone', 'the index has been replaced meanwhile');
}
