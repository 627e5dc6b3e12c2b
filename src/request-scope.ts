// The request that is being answered, for whatever works on it: its id, how long its steps take, and whether anybody still waits.
import { AsyncLocalStorage } from 'node:async_hooks';
import { IdeascopeError } from './errors.js';

/** The five steps of a request (ARCHITECTURE.md, "One request in five steps"). */
export const STEPS = ['understand', 'retrieve', 'fuse', 'hydrate', 'present'] as const;

export type Step = (typeof STEPS)[number];

/** Never aborted. */
const FOR_GOOD = new AbortController().signal;

export class RequestScope {
  /** As the client named the request, or as we do; unique enough to find its lines in a log. */
  readonly id: string;
  /** Whether it takes much: where things wait, light requests go before it, though not always. */
  heavy = false;
  #signal: AbortSignal;
  readonly #took = new Map<Step, number>();

  constructor(id: string, signal: AbortSignal) {
    this.id = id;
    this.#signal = signal;
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
  }

  /** Milliseconds of each step that was gone through, in the order of the steps. */
  get steps(): Partial<Record<Step, number>> {
    return Object.fromEntries(STEPS.flatMap((step) => (this.#took.has(step) ? [[step, this.#took.get(step)]] : [])));
  }
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Does `work` for a request: everything that it calls, and awaits, finds it by `currentRequest`. */
export function forRequest<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Does what is not for one request alone, and must not end with it. */
export function forAll<T>(work: () => T): T {
  return scopes.exit(work);
}

/** The request that is being answered here; undefined: none, as in a command. */
export function currentRequest(): RequestScope | undefined {
  return scopes.getStore();
}

/**
 * Does a step of the request that is being answered, and notes how long it takes, also where it fails.
 * @throws IdeascopeError client_gone if nobody waits for the answer any more
 */
export async function step<T>(name: Step, work: () => T | Promise<T>): Promise<T> {
  const scope = currentRequest();
  if (!scope) return work();
  throwIfGone(scope);
  const started = performance.now();
  try {
    return await work();
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
