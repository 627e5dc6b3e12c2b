// Arrays that every request needs anew, kept between requests: allocating megabytes a search would be felt as pauses.

type Numbers = Float32Array | Uint16Array | Uint32Array;

/** Hands out cleared arrays. One request at a time may use it: searches run to their end without waiting. */
export class Scratch {
  private readonly arrays = new Map<string, Numbers>();

  /** An array of zeros of this length, the same memory for the same name. */
  zeros<T extends Numbers>(name: string, Type: new (length: number) => T, length: number): T {
    const kept = this.arrays.get(name) as T | undefined;
    if (kept && kept.length >= length) return kept.subarray(0, length).fill(0) as T;
    const fresh = new Type(Math.ceil(length * 1.25));
    this.arrays.set(name, fresh);
    return fresh.subarray(0, length) as T;
  }
}
