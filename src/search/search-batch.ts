// Many searches as one request: answered in order, a few at a time, so that all others are still answered meanwhile.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { IdeascopeError } from '../errors.js';
import { throwIfGone } from '../request-scope.js';

/** What came of one search of a batch. */
export type Outcome<A> = { readonly answer: A } | { readonly error: IdeascopeError };

/**
 * Searches of all batches together that run at once. Two keep both cores of a small machine at work; with four, a light
 * request beside four batches waited about three times as long, and no batch was done sooner.
 */
const WIDTH = 2;
/** So many searches that the engine could not answer are waited for; then it is left in peace. */
const PATIENCE = 2;

/**
 * Runs the searches of batches: at most `width` at once however many batches there are, which take turns, and with the
 * event loop free in between, since a search in memory does not give it up by itself.
 */
export class BatchRunner {
  readonly #width: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(width = WIDTH) {
    this.#width = width;
  }

  /**
   * Answers in the order of the searches; what is wrong with one is its own outcome. When the engine fails (503) more
   * than once, the searches not begun yet fail alike, instead of waiting for it one by one.
   * @throws IdeascopeError of the engine if it failed and no search was answered; anything but an IdeascopeError
   */
  async run<A>(searches: readonly (() => Promise<A>)[]): Promise<Outcome<A>[]> {
    const outcomes: Outcome<A>[] = [];
    const failures: IdeascopeError[] = [];
    const numbered = searches.entries();
    const lane = async () => {
      for (const [i, search] of numbered) {
        const outcome = failures.length < PATIENCE ? await this.#inTurn(search) : undefined;
        outcomes[i] = outcome ?? { error: failures[0] as IdeascopeError };
        if (outcome && 'error' in outcome && isOfEngine(outcome.error)) failures.push(outcome.error);
      }
    };
    await Promise.all(Array.from({ length: this.#width }, lane));
    if (failures[0] && outcomes.every((outcome) => 'error' in outcome)) throw failures[0];
    return outcomes;
  }

  async #inTurn<A>(search: () => Promise<A>): Promise<Outcome<A>> {
    if (this.#running < this.#width) this.#running++;
    // whoever is done hands the place on
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      await nextTurn();
      throwIfGone();
      return { answer: await search() };
    } catch (error) {
      if (error instanceof IdeascopeError) return { error };
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

/** Whether it says that the engine is in trouble, rather than the search. */
function isOfEngine({ code, status }: IdeascopeError): boolean {
  return status === 503 && code !== 'semantic_unavailable';
}
