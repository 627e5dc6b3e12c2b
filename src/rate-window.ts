// How fast a number grows, over the last while.

interface Sample {
  readonly at: number;
  /** By how much the number has grown since the first sample. */
  readonly grown: number;
}

/** Shorter than so many parts of the window says nothing yet. */
const LEAST_SHARE = 1 / 20;

/**
 * A number that is looked at now and then. What it loses does not count against what it gains: works that change lose
 * their vectors, and get others.
 */
export class RateWindow {
  readonly #window: number;
  readonly #now: () => number;
  #samples: Sample[] = [];
  #last: number | undefined;
  #of: string | undefined;

  /** @param window milliseconds  @param now milliseconds, from any zero */
  constructor(window: number, now: () => number = performance.now.bind(performance)) {
    this.#window = window;
    this.#now = now;
  }

  /** The number now. @param of what is counted: of something else, the counting begins anew */
  saw(value: number, of = ''): void {
    const at = this.#now();
    if (of !== this.#of) this.#samples = [];
    const before = this.#samples.at(-1)?.grown ?? 0;
    const grown = this.#samples.length === 0 ? 0 : before + Math.max(0, value - (this.#last ?? value));
    this.#of = of;
    this.#last = value;
    // one that is older than the window stays, so that the samples span all of it
    const inside = this.#samples.findIndex((sample) => at - sample.at <= this.#window);
    const from = inside < 0 ? this.#samples.length - 1 : inside - 1;
    this.#samples = [...this.#samples.slice(Math.max(0, from)), { at, grown }];
  }

  /** Per second, without the time before it began to grow; undefined: not watched for long enough. */
  get perSecond(): number | undefined {
    const begun = this.#samples.findIndex(({ grown }) => grown > (this.#samples[0]?.grown ?? 0));
    const first = this.#samples[Math.max(0, begun - 1)];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < this.#window * LEAST_SHARE) return undefined;
    return ((last.grown - first.grown) * 1000) / (last.at - first.at);
  }
}
