// Everything random of an input follows from one number, so that each input can be made again by its number alone.
import { randomNumbers } from '../../bench/random.js';

export class Random {
  /** In [0, 1). */
  readonly next: () => number;

  constructor(seed: number) {
    this.next = randomNumbers(seed);
  }

  /** A whole number from 0 to `n` without it. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  chance(p: number): boolean {
    return this.next() < p;
  }

  /** How many of something: mostly few. */
  few(most: number): number {
    return Math.floor(most * this.next() ** 3);
  }
}

/** The seed of the n-th input of a target: neighbours have nothing in common (FNV-1a, then mixed by the generator). */
export function seedOf(target: string, seed: number, n: number): number {
  let hash = 0x811c9dc5;
  for (const sign of `${target} ${seed} ${n}`) hash = Math.imul(hash ^ (sign.codePointAt(0) as number), 0x01000193);
  return hash >>> 0;
}
