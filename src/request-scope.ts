// The request that is being answered, for whatever works on it: its id, what is noted of it, how long its steps take, and
// whether anybody still waits.
import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';
import { type ErrorCode, IdeascopeError } from './errors.js';

/** The five steps of a request (ARCHITECTURE.md, "One request in five steps"). */
export const STEPS = ['understand', 'retrieve', 'fuse', 'hydrate', 'present'] as const;

export type Step = (typeof STEPS)[number];

/** Never aborted. */
const FOR_GOOD = new AbortController().signal;
setMaxListeners(0, FOR_GOOD);

/** Once through a step; both times in milliseconds, `from` since the request began. */
export interface StepTime {
  readonly step: Step;
  readonly from: number;
  readonly ms: number;
}

/** A batch goes through hundreds of steps: times of each are kept for so many. */
const MOST_TIMES = 64;

/** What is known of an answer besides its status: for logs, metrics and traces. Holds no text that anybody has typed. */
export interface Noted {
  /** The mode that was actually used. */
  mode?: string | undefined;
  /** The code of the error that was answered. */
  error?: ErrorCode | undefined;
  /** Codes of what the answer lacks. */
  readonly degraded: Set<string>;
}

export class RequestScope {
  /** As the client named the request, or as we do; unique enough to find its lines in a log. */
  readonly id: string;
  /** On the clock of `performance.now()`. */
  readonly began = performance.now();
  readonly noted: Noted = { degraded: new Set() };
  /** Of the trace that the request is a part of; undefined: it is not traced. */
  traceId: string | undefined;
  /** Whether it takes much: where things wait, light requests go before it, though not always. */
  heavy = false;
  /** Each time through a step, as far as they are kept. */
  readonly times: StepTime[] = [];
  #signal: AbortSignal;
  readonly #took = new Map<Step, number>();

  constructor(id: string, signal: AbortSignal) {
    this.id = id;
    this.#signal = signal;
    // one for each search that waits: some answers are made of dozens
    setMaxListeners(0, signal);
  }

  /** Aborted when the client has gone away without its answer: whatever is still to be done for it need not be. */
  get signal(): AbortSignal {
    return this.#signal;
  }

  /** From here on it is done to its end, whether anybody waits for the answer or not: nothing is written by halves. */
  finishAnyway(): void {
    this.#signal = FOR_GOOD;
  }

  /** Adds milliseconds to a step: a request may go through it more than once, also at the same time. */
  took(step: Step, ms: number): void {
    this.#took.set(step, (this.#took.get(step) ?? 0) + ms);
    if (this.times.length < MOST_TIMES) this.times.push({ step, from: performance.now() - this.began - ms, ms });
  }

  /** Milliseconds of each step that was gone through, in the order of the steps. */
  get steps(): Partial<Record<Step, number>> {
    return Object.fromEntries(STEPS.flatMap((step) => (this.#took.has(step) ? [[step, this.#took.get(step)]] : [])));
  }
}

/** `within`: whether a step of the request is under way here. */
interface Here {
  readonly scope: RequestScope;
  readonly within: boolean;
}

const scopes = new AsyncLocalStorage<Here>();

/** Does `work` for a request: everything that it calls, and awaits, finds it by `currentRequest`. */
export function forRequest<T>(scope: RequestScope, work: () => T): T {
  return scopes.run({ scope, within: false }, work);
}

/** The request that is being answered here; undefined: none, as in a command. */
export function currentRequest(): RequestScope | undefined {
  return scopes.getStore()?.scope;
}

/** Does `work` for whoever asks for its result, and so for no request: it goes on when the one that began it is gone. */
export function forAll<T>(work: () => T): T {
  return scopes.exit(work);
}

/**
 * Does a step of the request that is being answered, and notes how long it takes, also where it fails. A step within a
 * step is a part of it, and not counted twice.
 * @throws IdeascopeError client_gone if nobody waits for the answer any more
 */
export async function step<T>(name: Step, work: () => T | Promise<T>): Promise<T> {
  const here = scopes.getStore();
  if (!here) return work();
  const { scope } = here;
  throwIfGone(scope);
  if (here.within) return work();
  const started = performance.now();
  try {
    return await scopes.run({ scope, within: true }, work);
  } finally {
    scope.took(name, performance.now() - started);
  }
}

/** @throws IdeascopeError client_gone */
export function throwIfGone(scope = currentRequest()): void {
  if (scope?.signal.aborted) throw goneError();
}

/** What is thrown to who works for nobody. */
export function goneError(): IdeascopeError {
  return new IdeascopeError('client_gone', 'the client went away before it had its answer');
}
