// What the store keeps beside the things: entries, models, changes, and vectors as bytes.
import type { ModelIdentity } from '../../domain/model.js';
import type { Quantised } from '../quantise.js';

/** What is known of an id besides its thing; kept after removal, so that followers of the change order see it. */
export interface Entry {
  /** Hash of the whole content; absent: removed. */
  readonly content?: string;
  /** Hash of what was or will be embedded; works only. */
  readonly text?: string;
  /** Change number of the last write or removal. */
  readonly written: number;
  /** Change number of the last vector; 0: none. */
  readonly embedded: number;
  /** `embeddingRank`; works only, and none of records that a work takes in. */
  readonly rank?: number;
}

export interface ModelEntry {
  readonly identity: ModelIdentity;
  readonly database: string;
}

/** One id that was written, removed or embedded. */
export interface Change {
  readonly seq: number;
  readonly id: string;
}

/** The scale as float32, then the int8 components. */
export function encodeVector({ values, scale }: Quantised): Buffer {
  const bytes = Buffer.alloc(4 + values.length);
  bytes.writeFloatLE(scale, 0);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.length), 4);
  return bytes;
}

export function decodeVector(bytes: Buffer): Quantised {
  const values = new Int8Array(bytes.length - 4);
  values.set(new Int8Array(bytes.buffer, bytes.byteOffset + 4, values.length));
  return { values, scale: bytes.readFloatLE(0) };
}
