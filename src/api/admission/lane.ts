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
  /** Milliseconds after which a queue that has not been empty is more than a burst. */
  readonly congested: number;
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

/** Who has just refused some does not take the next gap for the end: it is congested for so many times that long. */
const MEMORY = 3;

interface Waiting {
  readonly goOn: () => void;
  readonly refuse: () => void;
}

/**
 * Admits up to `atOnce` requests; others wait in the order of coming. A burst may fill the queue. When the queue does not
 * get empty any more, more comes than can be done, and a long queue would only make everybody wait, for as long as the
 * load lasts: it is cut down to as many as run, and who comes then is refused at once, until nobody has been refused for a
 * while (Nichols and Jacobson, "Controlling
 * queue delay", ACM Queue 10/5, 2012, tell good queues from bad ones so; Maurer, "Fail at scale", ACM Queue 13/8, 2015,
 * does for requests what they do for packets).
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
  #refusedAt = Number.NEGATIVE_INFINITY;
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

  /** Whether whoever comes now is refused. */
  get isShut(): boolean {
    return this.#running >= this.#limits.atOnce && this.#waiting.length >= this.#room();
  }

  /** Refuses one that was not even read. */
  refuse(): IdeascopeError {
    this.#shed++;
    if (this.#isCongested) this.#refusedAt = performance.now();
    const { atOnce } = this.#limits;
    const message = `there are more ${this.#name} than can be answered now (${atOnce} at once): try again in a moment`;
    return new IdeascopeError('overloaded', message);
  }

  /**
   * Resolves when the request may begin; `leave` must follow.
   * @throws IdeascopeError overloaded, client_gone
   */
  async enter(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw this.#gone();
    if (this.isShut) throw this.refuse();
    if (!this.#takesPlace()) await this.#wait(this.#waiting, signal, this.#limits.patience);
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
    if (this.#files >= this.#limits.queue) throw this.refuse();
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

  /** How many may wait. Cuts the queue as soon as it is more than a burst: who came last has waited least. */
  #room(): number {
    const { queue, atOnce } = this.#limits;
    if (!this.#isCongested) return queue;
    const room = Math.min(queue, atOnce);
    while (this.#waiting.length > room) this.#waiting.at(-1)?.refuse();
    return room;
  }

  get #isCongested(): boolean {
    const { congested } = this.#limits;
    const now = performance.now();
    const stands = this.#waiting.length > 0 && now - this.#waitingSince > congested;
    return stands || now - this.#refusedAt < MEMORY * congested;
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
    return this.#waiting[0];
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
          reject(this.refuse());
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

  #gone(): IdeascopeError {
    this.#left++;
    return goneError();
  }
}
