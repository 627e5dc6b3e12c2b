// Arrays that every request needs anew, kept between requests: allocating megabytes a search would be felt as pauses.

type Numbers = Float32Array | Uint8Array | Uint32Array;

/** Hands out arrays. One request at a time may use it: searches run to their end without waiting. */
export class Scratch {
  private readonly arrays = new Map<string, Numbers>();

  /** An array of zeros of this length, the same memory for the same name. */
  zeros<T extends Numbers>(name: string, Type: new (length: number) => T, length: number): T {
    const kept = this.arrays.get(name) as T | undefined;
    if (kept && kept.length >= length) return kept.subarray(0, length).fill(0) as T;
    return this.fresh(name, Type, length);
  }

  /** An array as its last user left it, zeros at first: who needs zeros and writes to few cells clears them again. */
  uncleared<T extends Numbers>(name: string, Type: new (length: number) => T, length: number): T {
    const kept = this.arrays.get(name) as T | undefined;
    return kept && kept.length >= length ? (kept.subarray(0, length) as T) : this.fresh(name, Type, length);
  }

  private fresh<T extends Numbers>(name: string, Type: new (length: number) => T, length: number): T {
    const array = new Type(Math.ceil(length * 1.25));
    this.arrays.set(name, array);
    return array.subarray(0, length) as T;
  }
}
