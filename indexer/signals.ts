// Ctrl-C and SIGTERM: the first asks for a graceful end, the second ends at once.

/** The shell's convention for a program that ended by SIGINT. */
const INTERRUPTED = 130;

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Leaves signals to Node again. */
  release(): void;
}

/** @param notify called at the first signal, to tell the user what happens now */
export function listenForStop(notify: () => void): StopSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    notify();
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}
