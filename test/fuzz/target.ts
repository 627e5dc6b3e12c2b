// What a fuzz target is: one parser, a way to make inputs for it, and what must hold whatever the input.
import type { Random } from './random.js';

/** `refused`: with one of the errors that are documented, or a reason. */
export type Outcome = 'taken' | 'refused';

export interface FuzzTarget<I = unknown> {
  readonly name: string;
  /** What it reads, in words. */
  readonly reads: string;
  /** Its share of the inputs, beside 1 of most: a target that takes milliseconds for an input has less. */
  readonly share: number;
  /** Of everything that `random` can give, the next input. */
  readonly make: (random: Random) => I;
  /** Reads an input. @throws whatever breaks a promise: an error that is not documented, or one of the checks */
  readonly run: (input: I) => Outcome | Promise<Outcome>;
  /** Before the first input, and after the last one. */
  readonly open?: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** Hides the type of the inputs, of which only the target itself knows anything. */
export function target<I>(given: FuzzTarget<I>): FuzzTarget {
  return given as FuzzTarget;
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** Reads; the documented errors are refusals, and have a message. */
export function refusing(documented: ErrorClass | readonly ErrorClass[], read: () => unknown): Outcome {
  try {
    read();
    return 'taken';
  } catch (error) {
    return refusedBy(documented, error);
  }
}

/** The same of what takes time. */
export async function refusingLater(
  documented: ErrorClass | readonly ErrorClass[],
  read: () => Promise<unknown>,
): Promise<Outcome> {
  try {
    await read();
    return 'taken';
  } catch (error) {
    return refusedBy(documented, error);
  }
}

function refusedBy(documented: ErrorClass | readonly ErrorClass[], error: unknown): Outcome {
  const classes = [documented].flat() as ErrorClass[];
  const known = classes.find((one) => error instanceof one);
  if (!known) throw error;
  ensure((error as Error).message.trim() !== '', 'an error says what is wrong');
  return 'refused';
}

/** @throws Error saying which promise was broken */
export function ensure(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken promise: ${promise}`);
}
