// New indices beside the current one: for another model or another mapping, filled while the current one serves, then switched to.
import type { Client } from '@elastic/elasticsearch';
import type { ModelIdentity } from '../../domain/model.js';
import { copyIndex } from './copying.js';
import { stamp } from './documents.js';
import type { Indices, Layout, WorksIndex } from './indices.js';
import type { Writer } from './writing.js';

/**
 * A copy follows the clocks of those who write. What was written up to so long before the last pass began is looked at
 * again: clocks differ, and a write may be retried for a minute before it arrives.
 */
const OVERLAP_US = 180 * 1e6;

export interface RebuildingOptions {
  readonly client: Client;
  readonly indices: Indices;
  readonly writer: Writer;
  readonly signal: AbortSignal;
}

export class Rebuilding {
  readonly #options: RebuildingOptions;
  /** When the last complete pass into each index began, in this process. */
  readonly #passes = new Map<string, number>();

  constructor(options: RebuildingOptions) {
    this.#options = options;
  }

  /** The index that is being built for a model, brought up to date; begun if there is none and `begin` is set. */
  async indexFor(model: ModelIdentity | null, layout: Layout, begin: boolean): Promise<WorksIndex | undefined> {
    const { indices } = this.#options;
    const next = indices.begunFor(layout, model) ?? (begin ? await indices.createBeside(layout, model) : undefined);
    if (next && layout.current) await this.#catchUp(layout.current, next);
    return next;
  }

  /**
   * Builds the index for a model to its end, and makes it the current one. Writing waits during the last pass. Going on
   * after an interruption is the same call again.
   */
  async complete(model: ModelIdentity | null): Promise<void> {
    const { indices } = this.#options;
    const before = await indices.layout();
    const next = await this.indexFor(model, before, true);
    const layout = await indices.layout();
    // another process has completed it meanwhile
    if (!next || !layout.current || layout.current.name !== before.current?.name) return;
    await indices.block(layout.current.name);
    try {
      await this.#catchUp(layout.current, next);
      await indices.switchTo(next.name, layout);
    } catch (error) {
      await indices.unblock(layout.current.name).catch(() => undefined);
      throw error;
    }
  }

  async #catchUp(from: WorksIndex, to: WorksIndex): Promise<void> {
    const { client, writer, signal } = this.#options;
    const key = `${from.name} ${to.name}`;
    const last = this.#passes.get(key);
    const began = stamp();
    const since = last === undefined ? {} : { since: last - OVERLAP_US };
    await copyIndex(client, writer, { from, to, signal, ...since });
    this.#passes.set(key, began);
  }
}
