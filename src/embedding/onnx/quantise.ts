// Symmetric int8 quantisation, one scale per column or per row.

export interface Quantised {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * Largest magnitude of a weight: 7 bits instead of 8. On CPUs without VNNI the int8 product adds two
 * uint8 × int8 products in 16 bits and saturates: 2 · 255 · 127 overflows, 2 · 255 · 64 does not.
 */
const WEIGHT_LIMIT = 64;
/** Tables that are only looked up never meet that instruction, so they keep all 8 bits. */
const TABLE_LIMIT = 127;

function scaleOf(largest: number, limit: number): number {
  // All zeros, or too small for float32 to divide: any positive scale gives zeros back.
  return Math.fround(largest / limit) || 1;
}

function round(value: number, scale: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, Math.round(value / scale)));
}

/** A weight matrix [rows, columns], one scale per column: `values[r, c] * scales[c]` is the original within scales[c] / 2. */
export function quantiseColumns(data: Float32Array, rows: number, columns: number): Quantised {
  const largest = new Float32Array(columns);
  for (let i = 0; i < rows * columns; i++) {
    const column = i % columns;
    largest[column] = Math.max(largest[column] as number, Math.abs(data[i] as number));
  }
  const scales = largest.map((value) => scaleOf(value, WEIGHT_LIMIT));
  const values = new Int8Array(rows * columns);
  for (let i = 0; i < values.length; i++) {
    values[i] = round(data[i] as number, scales[i % columns] as number, WEIGHT_LIMIT);
  }
  return { values, scales };
}

/** A lookup table [rows, columns], one scale per row: `values[r, c] * scales[r]` is the original within scales[r] / 2. */
export function quantiseRows(data: Float32Array, rows: number, columns: number): Quantised {
  const scales = new Float32Array(rows);
  const values = new Int8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    let largest = 0;
    for (let i = from; i < from + columns; i++) largest = Math.max(largest, Math.abs(data[i] as number));
    const scale = scaleOf(largest, TABLE_LIMIT);
    scales[row] = scale;
    for (let i = from; i < from + columns; i++) values[i] = round(data[i] as number, scale, TABLE_LIMIT);
  }
  return { values, scales };
}
