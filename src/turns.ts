// Who is next where light and heavy requests wait for the same thing: light ones, but every fourth time a heavy one.

const EVERY = 4;

/** A queue of two ranks: the second one gets every fourth turn while the first one never ends. */
export class Turns<T> {
  readonly #first: T[] = [];
  readonly #second: T[] = [];
  #taken = 0;

  get length(): number {
    return this.#first.length + this.#second.length;
  }

  push(one: T, second = false): void {
    (second ? this.#second : this.#first).push(one);
  }

  /** One that had its turn and must have another: it is next. */
  putBack(one: T): void {
    this.#first.unshift(one);
  }

  /** The next one, which leaves the queue; undefined: nobody waits. */
  shift(): T | undefined {
    if (this.#second.length === 0 || this.#first.length === 0) {
      this.#taken = 0;
      return this.#first.shift() ?? this.#second.shift();
    }
    this.#taken = (this.#taken + 1) % EVERY;
    return this.#taken === 0 ? this.#second.shift() : this.#first.shift();
  }

  /** Takes out one that waits no longer; false: it did not wait any more. */
  remove(one: T): boolean {
    const queue = [this.#first, this.#second].find((all) => all.includes(one));
    queue?.splice(queue.indexOf(one), 1);
    return queue !== undefined;
  }

  /** Takes out all. */
  clear(): T[] {
    return [...this.#first.splice(0), ...this.#second.splice(0)];
  }
}
