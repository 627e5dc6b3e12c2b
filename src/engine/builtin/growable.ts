// Typed arrays that grow: columns over documents, and the arenas of postings and rows.

interface Typed<T> {
  readonly length: number;
  set(source: T): void;
}

/** A copy of `array` with room for at least `needed` elements, grown by half so that appending stays linear. */
export function grown<T extends Typed<T>>(array: T, needed: number): T {
  if (needed <= array.length) return array;
  const Constructor = array.constructor as new (length: number) => T;
  const larger = new Constructor(Math.max(needed, Math.ceil(array.length * 1.5), 64));
  larger.set(array);
  return larger;
}

/** Rows of unsigned integers, one per document, written once: documents are numbered in the order of writing. */
export class Rows {
  private starts: Uint32Array;
  private cells: Uint32Array;
  private rows = 0;
  private used = 0;

  constructor() {
    this.starts = new Uint32Array(64);
    this.cells = new Uint32Array(256);
  }

  /** Appends the first `length` cells as the next document's row. */
  push(cells: ArrayLike<number>, length: number): void {
    this.starts = grown(this.starts, this.rows + 2);
    this.cells = grown(this.cells, this.used + length);
    for (let i = 0; i < length; i++) this.cells[this.used + i] = cells[i] as number;
    this.used += length;
    this.rows++;
    this.starts[this.rows] = this.used;
  }

  start(doc: number): number {
    return this.starts[doc] as number;
  }

  end(doc: number): number {
    return this.starts[doc + 1] as number;
  }

  /** All rows, one after the other; valid until the next `push`. */
  get data(): Uint32Array {
    return this.cells;
  }

  dump() {
    return { starts: this.starts.subarray(0, this.rows + 1), cells: this.cells.subarray(0, this.used) };
  }

  static load(dump: ReturnType<Rows['dump']>): Rows {
    const rows = new Rows();
    rows.starts = dump.starts;
    rows.cells = dump.cells;
    rows.rows = dump.starts.length - 1;
    rows.used = dump.cells.length;
    return rows;
  }
}
