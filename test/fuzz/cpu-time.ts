// What a thread has worked, whatever else the machine does meanwhile.
import { readFileSync } from 'node:fs';

/** Linux tells the nanoseconds that the calling thread was on a processor (proc(5)). */
const SCHEDSTAT = '/proc/thread-self/schedstat';

/** Milliseconds of processor time of this thread, from any zero; elsewhere than on Linux those of the clock. */
export const cpuMs: () => number = isThere() ? fromLinux : () => performance.now();

function fromLinux(): number {
  return Number.parseInt(readFileSync(SCHEDSTAT, 'latin1'), 10) / 1e6;
}

function isThere(): boolean {
  try {
    return fromLinux() > 0;
  } catch {
    return false;
  }
}
