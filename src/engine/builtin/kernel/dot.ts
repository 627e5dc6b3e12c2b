// AssemblyScript, compiled to WebAssembly with SIMD by `npm run kernel`: cosines of one query with many int8 vectors.

/**
 * Scans the vectors of up to 32 · words documents whose bit is set in `mask`.
 *
 * vectors: int8, `dim` per document (a multiple of 32); scales: float32 per document;
 * query: int16, `dim` values; queryScale: float32. cosine = integer dot product · scale · queryScale.
 * Writes the index of each document with cosine ≥ floor to `found` (uint32) and its cosine to `cosines` (float32).
 * Returns how many it wrote.
 */
export function scan(
  vectors: usize,
  dim: i32,
  scales: usize,
  mask: usize,
  words: i32,
  query: usize,
  queryScale: f32,
  floor: f32,
  found: usize,
  cosines: usize,
): i32 {
  let n: i32 = 0;
  for (let w: i32 = 0; w < words; w++) {
    let bits = load<u32>(mask + (<usize>w << 2));
    while (bits != 0) {
      const doc = (w << 5) + <i32>ctz<u32>(bits);
      bits &= bits - 1;
      const cosine = <f32>dot(vectors + <usize>(doc * dim), query, dim) * load<f32>(scales + (<usize>doc << 2)) * queryScale;
      if (cosine >= floor) {
        store<u32>(found + (<usize>n << 2), doc);
        store<f32>(cosines + (<usize>n << 2), cosine);
        n++;
      }
    }
  }
  return n;
}

// Four accumulators keep the multiply-add units busy; an i32 lane cannot overflow below 2^17 dimensions.
// @ts-ignore: decorator
@inline
function dot(a: usize, b: usize, dim: i32): i32 {
  let s0 = i32x4.splat(0);
  let s1 = i32x4.splat(0);
  let s2 = i32x4.splat(0);
  let s3 = i32x4.splat(0);
  for (let j: usize = 0; j < <usize>dim; j += 32) {
    const p = a + j;
    const q = b + (j << 1);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v128.load_ext<i8>(p), v128.load(q)));
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v128.load_ext<i8>(p, 8), v128.load(q, 16)));
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v128.load_ext<i8>(p, 16), v128.load(q, 32)));
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v128.load_ext<i8>(p, 24), v128.load(q, 48)));
  }
  const s = i32x4.add(i32x4.add(s0, s1), i32x4.add(s2, s3));
  return i32x4.extract_lane(s, 0) + i32x4.extract_lane(s, 1) + i32x4.extract_lane(s, 2) + i32x4.extract_lane(s, 3);
}
