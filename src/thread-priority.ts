// What threads with long work do for the one that everybody waits for.
import { getPriority, setPriority } from 'node:os';

/** Two thirds of the time of the event loop where both want a core; all of it where nobody else does. More would leave searches behind other programs. */
const NICE = 2;

/**
 * Lets the event loop of the process go before this thread, so that it answers while all cores are at work. On Linux a
 * priority belongs to a thread; elsewhere it would be that of the whole process, and stays as it is.
 */
export function goBehindEventLoop(): void {
  if (process.platform !== 'linux') return;
  try {
    // one that stands back further stays there
    if (getPriority() < NICE) setPriority(NICE);
  } catch {
    // some containers do not let a process change it: then all threads are alike
  }
}
