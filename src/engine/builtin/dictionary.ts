// A two-way table between keys and small consecutive numbers (ordinals), in order of first appearance.

export class Dictionary<K extends string | number = string> {
  private readonly ordinals = new Map<K, number>();
  private readonly keys: K[] = [];

  get size(): number {
    return this.keys.length;
  }

  /** The ordinal of a key, given out on first sight. */
  add(key: K): number {
    const known = this.ordinals.get(key);
    if (known !== undefined) return known;
    const ordinal = this.keys.length;
    this.keys.push(key);
    this.ordinals.set(key, ordinal);
    return ordinal;
  }

  find(key: K): number | undefined {
    return this.ordinals.get(key);
  }

  key(ordinal: number): K {
    return this.keys[ordinal] as K;
  }

  dump(): K[] {
    return this.keys;
  }

  static load<K extends string | number>(keys: readonly K[]): Dictionary<K> {
    const dictionary = new Dictionary<K>();
    for (const key of keys) dictionary.add(key);
    return dictionary;
  }
}
