// The semantic side: int8 vectors in WebAssembly memory that threads share, scanned exactly with SIMD.

import { type Quantised, quantise } from '../quantise.js';
import { type Bits, countBits, emptyBits, hasBit, setBit } from './bitset.js';
import { grown } from './growable.js';
import { KERNEL } from './kernel-wasm.js';
import { MEMORY_PAGE, MEMORY_PAGES } from './snapshot.js';

/** Documents per block; blocks without any vector take no memory. */
const BLOCK_DOCS = 4096;
/** Each thread that scans has room of its own for the query, a mask and what it finds. */
export const LANES = 8;
/** The kernel reads 32 components a step. */
const STEP = 32;

interface Kernel {
  scan(
    vectors: number,
    dim: number,
    scales: number,
    mask: number,
    words: number,
    query: number,
    queryScale: number,
    floor: number,
    found: number,
    cosines: number,
  ): number;
}

let compiled: WebAssembly.Module | undefined;

/** What a scan found: documents and their cosines, in ascending order if one thread found them. */
export interface SemanticMatches {
  readonly docs: Uint32Array;
  readonly cosines: Float32Array;
}

export const NOTHING_NEAR: SemanticMatches = { docs: new Uint32Array(0), cosines: new Float32Array(0) };

/** Gives out the numbers of what is to be done, each once, to whoever takes part. */
export type Take = () => number;

/** What a scan asks for. */
export interface ScanRequest {
  readonly query: Float32Array;
  /** The least cosine. */
  readonly floor: number;
  readonly within: Bits;
}

export type VectorDump = ReturnType<VectorIndex['dump']>;

export class VectorIndex {
  readonly dimension: number;
  /** Documents that have a vector. */
  present: Bits = emptyBits(0);
  private readonly padded: number;
  private readonly memory: WebAssembly.Memory;
  private readonly kernel: Kernel;
  private readonly layout: { query: number; mask: number; found: number; cosines: number };
  private readonly blocks: (number | undefined)[] = [];
  private used: number;

  /**
   * @param memory that of another one, to take over
   * @param lane which room for scanning is this thread's; the one that writes has 0
   */
  constructor(dimension: number, memory?: WebAssembly.Memory, lane = 0) {
    this.dimension = dimension;
    this.padded = Math.ceil(dimension / STEP) * STEP;
    const mask = 2 * this.padded;
    const found = mask + BLOCK_DOCS / 8;
    const cosines = found + 4 * BLOCK_DOCS;
    const room = cosines + 4 * BLOCK_DOCS;
    // the kernel takes 0 for no address
    const start = 16 + lane * room;
    this.layout = { query: start, mask: start + mask, found: start + found, cosines: start + cosines };
    this.used = 16 + LANES * room;
    const initial = Math.ceil(this.used / MEMORY_PAGE);
    this.memory = memory ?? new WebAssembly.Memory({ initial, maximum: MEMORY_PAGES, shared: true });
    compiled ??= new WebAssembly.Module(Buffer.from(KERNEL, 'base64'));
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.memory } });
    this.kernel = instance.exports as unknown as Kernel;
  }

  /** Stores or replaces the vector of a document. */
  set(doc: number, { values, scale }: Quantised): void {
    const block = this.block(Math.floor(doc / BLOCK_DOCS));
    const at = doc % BLOCK_DOCS;
    new Float32Array(this.memory.buffer, block, BLOCK_DOCS)[at] = scale;
    const vector = new Int8Array(this.memory.buffer, block + 4 * BLOCK_DOCS + at * this.padded, this.padded);
    vector.fill(0);
    vector.set(values);
    this.present = grown(this.present, (doc >>> 5) + 1);
    setBit(this.present, doc);
  }

  get(doc: number): Quantised | undefined {
    if (!hasBit(this.present, doc)) return undefined;
    const block = this.blocks[Math.floor(doc / BLOCK_DOCS)] as number;
    const at = doc % BLOCK_DOCS;
    const values = new Int8Array(this.memory.buffer, block + 4 * BLOCK_DOCS + at * this.padded, this.dimension).slice();
    return { values, scale: new Float32Array(this.memory.buffer, block, BLOCK_DOCS)[at] as number };
  }

  /** Every document of `within` whose cosine is at least `floor`, of the blocks that `take` gives out to this thread. */
  scan({ query, floor, within }: ScanRequest, take: Take = counter()): SemanticMatches {
    const { values, scale } = quantise(query);
    const words = BLOCK_DOCS / 32;
    const memory = this.memory.buffer;
    new Int16Array(memory, this.layout.query, this.padded).fill(0).set(values);
    const mask = new Uint32Array(memory, this.layout.mask, words);
    const docs = new Uint32Array(countBits(within));
    const cosines = new Float32Array(docs.length);
    let total = 0;
    for (let b = take(); b < this.blocks.length; b = take()) {
      const block = this.blocks[b];
      if (block === undefined || !fillMask(mask, within, this.present, b * words)) continue;
      const found = this.scanBlock(block, scale, floor);
      const inBlock = new Uint32Array(memory, this.layout.found, found);
      for (let i = 0; i < found; i++) docs[total + i] = (inBlock[i] as number) + b * BLOCK_DOCS;
      cosines.set(new Float32Array(memory, this.layout.cosines, found), total);
      total += found;
    }
    return { docs: docs.subarray(0, total), cosines: cosines.subarray(0, total) };
  }

  private scanBlock(block: number, queryScale: number, floor: number): number {
    const { query, mask, found, cosines } = this.layout;
    const vectors = block + 4 * BLOCK_DOCS;
    const words = BLOCK_DOCS / 32;
    return this.kernel.scan(vectors, this.padded, block, mask, words, query, queryScale, floor, found, cosines);
  }

  private block(number: number): number {
    const known = this.blocks[number];
    if (known !== undefined) return known;
    const block = this.used;
    this.used += BLOCK_DOCS * (4 + this.padded);
    const missing = Math.ceil(this.used / MEMORY_PAGE) - this.memory.buffer.byteLength / MEMORY_PAGE;
    if (missing > 0) this.memory.grow(missing);
    while (this.blocks.length < number) this.blocks.push(undefined);
    this.blocks[number] = block;
    return block;
  }

  /** All of it, over the same memory. `present` is a copy, so that a reader in another thread sees what there is now. */
  dump() {
    const { dimension, memory, used } = this;
    return { dimension, blocks: this.blocks.map((b) => b ?? -1), present: this.present.slice(), memory, used };
  }

  static load(dump: VectorDump, lane = 0): VectorIndex {
    const index = new VectorIndex(dump.dimension, dump.memory, lane);
    index.used = dump.used;
    for (const block of dump.blocks) index.blocks.push(block < 0 ? undefined : block);
    index.present = dump.present;
    return index;
  }
}

/** Gives out everything to one thread. */
export function counter(): Take {
  let next = 0;
  return () => next++;
}

function fillMask(mask: Uint32Array, within: Bits, present: Bits, from: number): boolean {
  let any = 0;
  for (let i = 0; i < mask.length; i++) {
    const word = (within[from + i] ?? 0) & (present[from + i] ?? 0);
    mask[i] = word;
    any |= word;
  }
  return any !== 0;
}
