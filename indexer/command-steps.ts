// The steps that commands share: opening what they work on, embedding, suggesting, deriving.
import type { Readable } from 'node:stream';
import type { Config } from '../src/config.js';
import type { Embedder, EmbedderHandle } from '../src/embedding/embedder.js';
import { closeLibrary, type Library } from '../src/engine/engine.js';
import type { Logger } from '../src/logger.js';
import { type DeriveReport, derive, type deriveAll } from './derive.js';
import { embedAll } from './embed-all.js';
import type { StepProgress } from './import-log.js';
import { createProgress, type ProgressStream } from './progress.js';
import { suggestWithProgress } from './suggest-all.js';
import type { CommandLine } from './usage.js';

/** What the commands need from outside. */
export interface Surroundings {
  readonly config: Config;
  readonly logger: Logger;
  readonly stdin: Readable;
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** For progress, and notes that are not the result. */
  readonly stderr: ProgressStream;
  readonly signal: AbortSignal;
  /** A prepared library. */
  readonly openLibrary: () => Promise<Library>;
  readonly openEmbedder: () => EmbedderHandle;
  /** Told how far the steps of an import are that come after reading. */
  readonly onStep?: (progress: StepProgress) => void;
}

/** A command's answer: whether it did what it was asked to. */
export type Command = (line: CommandLine, around: Surroundings) => Promise<boolean>;

export async function withLibrary<T>(around: Surroundings, use: (library: Library) => Promise<T>): Promise<T> {
  const library = await around.openLibrary();
  try {
    return await use(library);
  } finally {
    await closeLibrary(library);
  }
}

export async function withEmbedder<T>(around: Surroundings, use: (handle: EmbedderHandle) => Promise<T>): Promise<T> {
  const handle = around.openEmbedder();
  try {
    await handle.settled();
    return await use(handle);
  } finally {
    await handle.close();
  }
}

/** @param maxCpu percent of the machine */
export async function embedAfterImport(library: Library, around: Surroundings, maxCpu: number): Promise<boolean> {
  return withEmbedder(around, async (handle) => {
    const state = handle.state();
    if (state.status === 'ready') return embedAndSuggest(library, handle, { embedder: state.embedder, maxCpu }, around);
    around.stderr.write(
      `${state.message}\nthe works can be found by keywords; run \`ideascope embed\` later for the rest\n`,
    );
    return state.status === 'off' ? suggestIfSet(library, handle, around) : true;
  });
}

export async function embedAndSuggest(
  library: Library,
  handle: EmbedderHandle,
  { embedder, maxCpu }: { readonly embedder: Embedder; readonly maxCpu: number },
  around: Surroundings,
): Promise<boolean> {
  const embedded = await embedAll(library, embedder, around, maxCpu);
  return (await suggestIfSet(library, handle, around)) && embedded;
}

async function suggestIfSet(library: Library, handle: EmbedderHandle, around: Surroundings): Promise<boolean> {
  if (!around.config.suggestTopics || around.signal.aborted) return true;
  return suggestAll(library, handle, around);
}

/** Looks for topics of works without any, and derives what that touches. */
export async function suggestAll(library: Library, embedder: EmbedderHandle, around: Surroundings): Promise<boolean> {
  const done = await suggestWithProgress(library, embedder, around);
  return (await deriveWith(derive, library, around)) && done;
}

/** Shows progress; returns false if it was stopped. */
export async function deriveWith(
  how: typeof derive | typeof deriveAll,
  library: Library,
  around: Surroundings,
): Promise<boolean> {
  const progress = createProgress({ label: 'researchers and topics', unit: 'records', stream: around.stderr });
  const began = performance.now();
  around.onStep?.({ step: 'deriving' });
  const onProgress = (derived: number, share: number) => {
    progress.update(derived, share, 1);
    const left = share > 0 ? ((performance.now() - began) * (1 - share)) / share : undefined;
    around.onStep?.({ step: 'deriving', share, left });
  };
  const report: DeriveReport = await how(library, { signal: around.signal, onProgress }).finally(progress.stop);
  if (report.stopped)
    around.stderr.write('stopped: the service or the next import goes on with researchers and topics\n');
  return !report.stopped;
}
