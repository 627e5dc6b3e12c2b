// The order of ids and keys: by code point, which is the order of their UTF-8 bytes, Lucene's and LMDB's.

/** Below it, a UTF-16 unit is a code point; from it on, halves of pairs stand before some units that they follow. */
const FIRST_SURROGATE = 0xd800;

/** Less than 0 if `a` comes first, 0 if both are equal. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rankOf(x) - rankOf(y);
  }
  return a.length - b.length;
}

/** Moves the surrogates, which stand for the highest code points, behind all other units. */
function rankOf(unit: number): number {
  if (unit < FIRST_SURROGATE) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Numbers before strings, numbers by size, strings by code point. */
export function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return typeof a === 'number' ? -1 : 1;
}
