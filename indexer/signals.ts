// Ctrl-C and SIGTERM: the first asks for a graceful end, the second ends at once. SIGUSR2 pauses embedding, or goes on.

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

/**
 * Calls back at each SIGUSR2, where there are such signals (not on Windows). Returns what ends that.
 */
export function listenForPause(toggle: () => void): () => void {
  if (process.platform === 'win32') return () => undefined;
  process.on('SIGUSR2', toggle);
  return () => process.off('SIGUSR2', toggle);
}
