// Typed arrays that grow: columns over documents, and the arenas of postings and rows.

interface Typed<T> {
  readonly length: number;
  readonly buffer: ArrayBufferLike;
  set(source: T): void;
}

/** A copy of `array` with room for at least `needed` elements, grown by half so that appending stays linear. */
export function grown<T extends Typed<T>>(array: T, needed: number): T {
  if (needed <= array.length) return array;
  return sized(array, Math.max(needed, Math.ceil(array.length * 1.5), 64));
}

function sized<T extends Typed<T>>(array: T, length: number): T {
  const Constructor = array.constructor as new (length: number) => T;
  const larger = new Constructor(length);
  larger.set(array);
  return larger;
}

const roomy = new WeakSet<ArrayBufferLike>();

/** Memory for so many bytes with some room behind them, which `withRoom` opens without copying. */
export function roomyBuffer(bytes: number): ArrayBuffer {
  const buffer = new ArrayBuffer(8 * Math.ceil((bytes + bytes / 16) / 8 + 64));
  roomy.add(buffer);
  return buffer;
}

/** The array with room to append to, so that the first write after loading does not copy everything. */
export function withRoom<T extends Typed<T>>(array: T): T {
  if (!roomy.has(array.buffer)) return sized(array, array.length + Math.ceil(array.length / 16) + 64);
  return new (array.constructor as new (buffer: ArrayBufferLike) => T)(array.buffer);
}

/** Rows of unsigned integers, one per document, written once: documents are numbered in the order of writing. */
export class Rows {
  /** Row d is `data[starts[d]]` up to, without, `data[starts[d + 1]]`; both valid until the next `push`. */
  starts = new Uint32Array(64);
  data = new Uint32Array(256);
  private rows = 0;
  private used = 0;

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
    rows.starts = withRoom(dump.starts);
    rows.data = withRoom(dump.data);
    rows.rows = dump.starts.length - 1;
    rows.used = dump.data.length;
    return rows;
  }
}
