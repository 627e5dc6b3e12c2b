// Changes of an index that comes into being with the first of them: that of marks, that of notes.
import type { Client } from '@elastic/elasticsearch';
import { changeDocuments, type Operation } from './bulk.js';
import { gateOf, type Indices } from './indices.js';

export class LazyIndex {
  readonly #client: Client;
  readonly #indices: Indices;
  /** The alias to write through, once it is known to be there. */
  #gate: string | undefined;

  constructor(client: Client, indices: Indices) {
    this.#client = client;
    this.#indices = indices;
  }

  async change(operations: readonly Operation[]): Promise<void> {
    if (operations.length === 0) return;
    this.#gate ??= gateOf(await this.#indices.createFirst());
    try {
      await changeDocuments(this.#client, this.#gate, operations);
    } catch (error) {
      this.#gate = undefined;
      throw error;
    }
  }
}
