// How much of the machine embedding may take: a share of its CPU time, and nothing while it is paused.
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Throttle {
  /** Resolves when the next batch may begin, or when `signal` is aborted. Never rejects. */
  turn(signal?: AbortSignal): Promise<void>;
}

export interface CpuThrottleOptions {
  /** Greatest share of the machine, above 0 and at most 1. */
  readonly share: number;
  readonly cores?: number;
  /** Milliseconds, from any zero. */
  readonly now?: () => number;
  /** CPU time of this process so far, of all its threads, in milliseconds. */
  readonly cpu?: () => number;
  readonly pause?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Wall time whose unused CPU time may be made up for: who has been idle does not take everything afterwards. */
const CREDIT_MS = 1000;
/** Timers take no more than 24 days, and what else the process does meanwhile counts too. */
const LONGEST_PAUSE_MS = 60_000;
/** Texts between two turns while there is a limit below 100 %: about a tenth of a second on two cores. */
const THROTTLED_BATCH = 8;
export const WHOLE_MACHINE = 100;

/**
 * A token bucket over CPU time: what the process uses beyond its share is paid for by waiting before the next batch.
 * It counts all that the process does, so that a service that answers searches embeds less meanwhile.
 */
export class CpuThrottle implements Throttle {
  readonly #cpu: () => number;
  readonly #now: () => number;
  readonly #pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** CPU milliseconds allowed per millisecond. */
  readonly #rate: number;
  #since: number;
  #used: number;

  constructor(options: CpuThrottleOptions) {
    const { share, cores = availableParallelism(), now = performance.now.bind(performance) } = options;
    this.#cpu = options.cpu ?? processCpu;
    this.#now = now;
    this.#pause = options.pause ?? quietly;
    this.#rate = share * cores;
    this.#since = now();
    this.#used = this.#cpu();
  }

  async turn(signal?: AbortSignal): Promise<void> {
    let behind = this.#behind();
    if (behind < -CREDIT_MS) this.#since += -behind - CREDIT_MS;
    for (; behind > 0 && signal?.aborted !== true; behind = this.#behind()) {
      await this.#pause(Math.min(behind, LONGEST_PAUSE_MS), signal);
    }
  }

  /** Milliseconds of waiting that would pay for what was used. */
  #behind(): number {
    return (this.#cpu() - this.#used) / this.#rate - (this.#now() - this.#since);
  }
}

function processCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function quietly(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined);
}

/** Holds batches back while it is shut. */
export class Gate implements Throttle {
  #opened: Promise<void> | undefined;
  #open = () => {};

  get shut(): boolean {
    return this.#opened !== undefined;
  }

  toggle(): void {
    if (this.shut) {
      this.#opened = undefined;
      this.#open();
      return;
    }
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  async turn(signal?: AbortSignal): Promise<void> {
    while (this.#opened !== undefined && signal?.aborted !== true) {
      await Promise.race([this.#opened, ...(signal ? [aborted(signal)] : [])]);
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * What an embedding run is given to keep to a limit.
 * @param maxCpu percent of the machine, from 1 to 100
 */
export function limitedTo(maxCpu: number, gate?: Gate): { readonly throttle?: Throttle; readonly batchSize?: number } {
  if (maxCpu >= WHOLE_MACHINE) return gate ? { throttle: gate } : {};
  const cpu = new CpuThrottle({ share: maxCpu / WHOLE_MACHINE });
  const turn = async (signal?: AbortSignal) => {
    await gate?.turn(signal);
    await cpu.turn(signal);
  };
  return { throttle: { turn }, batchSize: THROTTLED_BATCH };
}
