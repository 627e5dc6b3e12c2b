// Requests of one class: so many at once, the others in a queue that never makes anybody wait for nothing.
import { IdeascopeError } from '../../errors.js';
import { goneError } from '../../request-scope.js';

export interface LaneLimits {
  /** Requests at once. */
  readonly atOnce: number;
  /** Requests that wait at most. */
  readonly queue: number;
  /** Milliseconds that a request waits at most for its turn. */
  readonly patience: number;
}

/** What a lane is doing, and has done since the start. */
export interface LaneState {
  readonly atOnce: number;
  readonly running: number;
  /** Requests that wait to begin. */
  readonly waiting: number;
  /** Files that are being sent; they are running only while they work. */
  readonly files: number;
  readonly admitted: number;
  /** Refused, because there was too much to do. */
  readonly shed: number;
  /** Whose client was gone before their turn. */
  readonly left: number;
}

/** A queue that has not been empty for this part of the patience is more than a burst. */
const CONGESTED = 1 / 10;
/** Who comes then waits this part of the patience at most. */
const SHORT = 1 / 20;

interface Waiting {
  readonly goOn: () => void;
  readonly refuse: () => void;
}

/**
 * Admits up to `atOnce` requests. A burst waits in the order of coming. When the queue does not get empty any more, more
 * comes than can be done, and whoever waits in order waits in vain: then the newest is first, and nobody waits long
 * (adaptive LIFO and controlled delay, as in Maurer, "Fail at Scale", ACM Queue 13/8, 2015, after CoDel, RFC 8289).
 */
export class Lane {
  readonly #limits: LaneLimits;
  readonly #name: string;
  /** Those that came first are first. */
  readonly #waiting: Waiting[] = [];
  /** Those that have begun before and go on: they are never refused, and take turns with those that begin. */
  readonly #returning: Waiting[] = [];
  #returnedLast = false;
  #waitingSince = 0;
  #running = 0;
  #files = 0;
  #admitted = 0;
  #shed = 0;
  #left = 0;

  /** @param name of its requests, for who is refused: "searches" */
  constructor(name: string, limits: LaneLimits) {
    this.#name = name;
    this.#limits = limits;
  }

  get state(): LaneState {
    return {
      atOnce: this.#limits.atOnce,
      running: this.#running,
      waiting: this.#waiting.length,
      files: this.#files,
      admitted: this.#admitted,
      shed: this.#shed,
      left: this.#left,
    };
  }

  /** @throws IdeascopeError overloaded if there is no place even in the queue: for before anything is read */
  requireRoom(): void {
    if (this.#isFull && !this.#isCongested) throw this.#overloaded();
  }

  /**
   * Resolves when the request may begin; `leave` must follow.
   * @throws IdeascopeError overloaded, client_gone
   */
  async enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw this.#gone();
    if (this.#takesPlace()) {
      this.#admitted++;
      return;
    }
    const wasCongested = this.#isCongested;
    if (this.#isFull) {
      // of many, the oldest has the least to hope for
      if (wasCongested) (this.#waiting[0] as Waiting).refuse();
      else throw this.#overloaded();
    }
    await this.#wait(this.#waiting, signal, this.#limits.patience * (wasCongested ? SHORT : 1));
    this.#admitted++;
  }

  /** Gives the place to the next one. */
  leave(): void {
    const next = this.#next();
    if (next) next.goOn();
    else this.#running--;
  }

  /** Before a file is begun, which leaves its place while its reader reads. @throws IdeascopeError overloaded */
  openFile(): void {
    if (this.#files >= this.#limits.queue) throw this.#overloaded();
    this.#files++;
  }

  closeFile(): void {
    this.#files--;
  }

  /** Takes a place again: resolves when it is there, however long it takes. @throws IdeascopeError client_gone */
  async goOn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw this.#gone();
    if (!this.#takesPlace()) await this.#wait(this.#returning, signal);
  }

  get #isFull(): boolean {
    return this.#waiting.length >= this.#limits.queue && this.#running >= this.#limits.atOnce;
  }

  get #isCongested(): boolean {
    const { patience } = this.#limits;
    return this.#waiting.length > 0 && performance.now() - this.#waitingSince > CONGESTED * patience;
  }

  #takesPlace(): boolean {
    if (this.#running >= this.#limits.atOnce) return false;
    this.#running++;
    return true;
  }

  #next(): Waiting | undefined {
    const returns = this.#returning.length > 0 && !(this.#returnedLast && this.#waiting.length > 0);
    this.#returnedLast = returns;
    if (returns) return this.#returning[0];
    return this.#isCongested ? this.#waiting.at(-1) : this.#waiting[0];
  }

  /** @param patience milliseconds; without it, for as long as it takes */
  #wait(queue: Waiting[], signal: AbortSignal, patience?: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        queue.splice(queue.indexOf(one), 1);
      };
      const one: Waiting = {
        goOn: () => {
          end();
          resolve();
        },
        refuse: () => {
          end();
          reject(this.#overloaded());
        },
      };
      const leave = () => {
        end();
        reject(this.#gone());
      };
      const timer = patience === undefined ? undefined : setTimeout(one.refuse, patience);
      signal.addEventListener('abort', leave, { once: true });
      if (queue === this.#waiting && queue.length === 0) this.#waitingSince = performance.now();
      queue.push(one);
    });
  }

  #overloaded(): IdeascopeError {
    this.#shed++;
    return new IdeascopeError(
      'overloaded',
      `there are more ${this.#name} than can be answered now: try again in a moment`,
    );
  }

  #gone(): IdeascopeError {
    this.#left++;
    return goneError();
  }
}
