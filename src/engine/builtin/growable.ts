// Typed arrays that grow in place, in memory that threads share: columns over documents, and the arenas of lists and rows.

type Typed = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
interface Constructor<T extends Typed> {
  new (buffer: ArrayBufferLike, offset?: number, length?: number): T;
  readonly BYTES_PER_ELEMENT: number;
}

/**
 * Bytes of address space that an array may grow into, by steps: memory is taken only where something is written. What
 * outgrows a step moves, so that small arrays, of which there are hundreds, do not reserve what few large ones need.
 */
const STEPS = [2 ** 20, 2 ** 26, 2 ** 32] as const;

/** An array of zeros that `grown` can make longer. */
function growable<T extends Typed>(Type: Constructor<T>, length: number): T {
  return new Type(roomyBuffer(length * Type.BYTES_PER_ELEMENT), 0, length);
}

/**
 * Memory for so many bytes, which `grown` makes larger without moving it.
 * @throws RangeError beyond 4 GiB
 */
export function roomyBuffer(bytes: number): SharedArrayBuffer {
  // a little room to begin with: an array that has been filled to its step is about to outgrow it
  const limit = STEPS.find((step) => bytes <= step * 0.75) ?? STEPS[2];
  if (bytes > limit) throw new RangeError(`the index needs an array of ${bytes} bytes, more than ${limit}`);
  return new SharedArrayBuffer(8 * Math.ceil(bytes / 8), { maxByteLength: limit });
}

/**
 * The array with room for at least `needed` elements, zeros behind what it has: the same array if it is long enough, else
 * a longer one over the same memory, so that those who read the shorter one go on reading what is written; or, seldom,
 * over other memory, to which everything was copied.
 */
export function grown<T extends Typed>(array: T, needed: number): T {
  if (needed <= array.length) return array;
  const length = Math.max(needed, Math.ceil(array.length * 1.5), 64);
  const Type = array.constructor as unknown as Constructor<T>;
  const size = Type.BYTES_PER_ELEMENT;
  const { buffer } = array;
  const isOwn = buffer instanceof SharedArrayBuffer && buffer.growable && array.byteOffset === 0;
  if (isOwn && length * size <= buffer.maxByteLength) {
    if (length * size > buffer.byteLength) buffer.grow(8 * Math.ceil((length * size) / 8));
    return new Type(buffer, 0, length);
  }
  const larger = growable(Type, length);
  larger.set(array);
  return larger;
}

/** Rows of unsigned integers, one per document, written once: documents are numbered in the order of writing. */
export class Rows {
  /**
   * Row d is `data[starts[d]]` up to, without, `data[starts[d + 1]]`; both valid until the next `push`. Documents behind
   * the last row that was pushed have none.
   */
  starts: Uint32Array = new Uint32Array(1);
  data: Uint32Array = new Uint32Array(0);
  private rows = 0;
  private used = 0;

  /** How many documents have a row. */
  get size(): number {
    return this.rows;
  }

  /** Sets the row of a document behind all that have one; those in between have an empty one. */
  pushAt(doc: number, cells: ArrayLike<number>): void {
    if (doc > this.rows) {
      this.starts = grown(this.starts, doc + 2);
      this.starts.fill(this.used, this.rows + 1, doc + 1);
      this.rows = doc;
    }
    this.push(cells, cells.length);
  }

  /** Appends the first `length` cells as the next document's row. */
  push(cells: ArrayLike<number>, length: number): void {
    this.starts = grown(this.starts, this.rows + 2);
    this.data = grown(this.data, this.used + length);
    for (let i = 0; i < length; i++) this.data[this.used + i] = cells[i] as number;
    this.used += length;
    this.rows++;
    this.starts[this.rows] = this.used;
  }

  dump() {
    return { starts: this.starts.subarray(0, this.rows + 1), data: this.data.subarray(0, this.used) };
  }

  static load(dump: ReturnType<Rows['dump']>): Rows {
    const rows = new Rows();
    rows.starts = dump.starts;
    rows.data = dump.data;
    rows.rows = dump.starts.length - 1;
    rows.used = dump.data.length;
    return rows;
  }
}
