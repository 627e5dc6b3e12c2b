// The values that lead while they are counted: counts only grow, so that what is behind all leaders need not be noted.

/** Up to so many leaders are looked through one by one; for more of them everything is noted. */
const MOST = 64;

export class Leaders {
  /** What a count must reach to be noted: that of the last leader. */
  least = 1;
  private readonly size: number;
  private readonly ordinals: Uint32Array;
  private readonly counts: Uint32Array;
  private filled = 0;
  private readonly noted = new Set<number>();

  /** @param size how many leaders there are */
  constructor(size: number) {
    this.size = size > MOST ? 0 : size;
    this.ordinals = new Uint32Array(this.size);
    this.counts = new Uint32Array(this.size);
    // nobody asks for any
    if (size === 0) this.least = Number.POSITIVE_INFINITY;
  }

  /** Takes note of a count that has become `least` or more; returns what `least` is now. */
  note(ordinal: number, count: number): number {
    this.noted.add(ordinal);
    if (this.size === 0) return this.least;
    const place = this.placeOf(ordinal);
    if (place < this.filled) this.counts[place] = count;
    else if (this.filled < this.size) this.lead(this.filled++, ordinal, count);
    else if (count > this.least) this.lead(this.counts.indexOf(this.least), ordinal, count);
    if (this.filled === this.size) this.least = this.leastOf();
    return this.least;
  }

  /** Behind the last one if it does not lead. */
  private placeOf(ordinal: number): number {
    let place = 0;
    while (place < this.filled && this.ordinals[place] !== ordinal) place++;
    return place;
  }

  private leastOf(): number {
    let least = this.counts[0] as number;
    for (let i = 1; i < this.size; i++) if ((this.counts[i] as number) < least) least = this.counts[i] as number;
    return least;
  }

  private lead(place: number, ordinal: number, count: number): void {
    this.ordinals[place] = ordinal;
    this.counts[place] = count;
  }

  /** All that may lead in the end, each once: the leaders, and whoever has as many as the last of them. */
  candidates(): number[] {
    return [...this.noted];
  }
}
