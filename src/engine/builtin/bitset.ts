// Sets of documents as bits in a Uint32Array: document d is bit d % 32 of word d / 32.

export type Bits = Uint32Array;

export function emptyBits(docs: number): Bits {
  return new Uint32Array((docs + 31) >>> 5);
}

export function setBit(bits: Bits, doc: number): void {
  const word = doc >>> 5;
  bits[word] = (bits[word] as number) | (1 << (doc & 31));
}

export function clearBit(bits: Bits, doc: number): void {
  const word = doc >>> 5;
  bits[word] = (bits[word] as number) & ~(1 << (doc & 31));
}

export function hasBit(bits: Bits, doc: number): boolean {
  return (((bits[doc >>> 5] ?? 0) >>> (doc & 31)) & 1) === 1;
}

/** `target ∧= other`, in place. */
export function intersect(target: Bits, other: Bits): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) & (other[i] ?? 0);
}

/** `target ∨= other`, in place. */
export function unite(target: Bits, other: Bits): void {
  const words = Math.min(target.length, other.length);
  for (let i = 0; i < words; i++) target[i] = (target[i] as number) | (other[i] as number);
}

/** `target ∧= ¬other`, in place. */
export function subtract(target: Bits, other: Bits): void {
  const words = Math.min(target.length, other.length);
  for (let i = 0; i < words; i++) target[i] = (target[i] as number) & ~(other[i] as number);
}

export function countBits(bits: Bits): number {
  let total = 0;
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i] as number;
    // population count in parallel (Warren, Hacker's Delight, 5-1)
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    total += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return total;
}

/** The members in ascending order. */
export function membersOf(bits: Bits): Uint32Array {
  const members = new Uint32Array(countBits(bits));
  let n = 0;
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i] as number;
    while (word !== 0) {
      const lowest = word & -word;
      members[n++] = (i << 5) + (31 - Math.clz32(lowest));
      word ^= lowest;
    }
  }
  return members;
}
