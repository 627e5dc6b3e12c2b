// Suggests topics for all works that wait for some, and shows how far it is.
import type { EmbedderHandle } from '../src/embedding/embedder.js';
import type { Library } from '../src/engine/engine.js';
import type { Surroundings } from './command-steps.js';
import { createProgress } from './progress.js';
import { describeSuggestions } from './reports.js';
import { suggestMissing } from './suggest.js';
import { waitForIndex } from './wait-for-index.js';

/** Returns whether it came to its end. */
export async function suggestWithProgress(
  library: Library,
  embedder: EmbedderHandle,
  { signal, stderr, print, logger }: Surroundings,
): Promise<boolean> {
  await waitForIndex(library.works, signal);
  const progress = createProgress({ label: 'topics', unit: 'works', stream: stderr });
  const onProgress = (done: number, total: number) => progress.update(done, done, total);
  const deps = { engine: library.works, library, embedder, logger };
  const report = await suggestMissing({ deps, signal, onProgress }).finally(progress.stop);
  print(describeSuggestions(report));
  if (report.stopped) stderr.write('stopped: run `ideascope suggest-topics` to go on\n');
  return !report.stopped;
}
