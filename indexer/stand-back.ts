// Long work on the store leaves the processor to whoever searches: a service on the same machine stays quick beside it.
import { constants, setPriority } from 'node:os';

/** A tenth of the time of a process of usual priority where both want a core, all of it where nobody else does. */
export function standBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // some containers do not let a process change it: then it is as quick as all others
  }
}
