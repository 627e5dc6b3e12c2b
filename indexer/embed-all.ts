// Embeds all that lacks a vector for a command, with progress and within a limit.
import type { Embedder } from '../src/embedding/embedder.js';
import type { Library } from '../src/engine/engine.js';
import type { Surroundings } from './command-steps.js';
import { embedMissing } from './embed.js';
import { type EmbedProgress, followEmbedding } from './embed-progress.js';
import { noteFailures } from './note-failures.js';
import { createProgress } from './progress.js';
import { describeEmbedding } from './reports.js';
import { limitedTo, WHOLE_MACHINE } from './throttle.js';
import { type CommandLine, countOption } from './usage.js';

/** @throws UsageError */
export function maxCpuOf({ options }: CommandLine): number {
  return countOption('max-cpu', options['max-cpu'], WHOLE_MACHINE, WHOLE_MACHINE);
}

/**
 * Returns whether nothing is left over.
 * @param maxCpu percent of the machine
 */
export async function embedAll(
  { works: engine, journal }: Pick<Library, 'works' | 'journal'>,
  embedder: Embedder,
  around: Surroundings,
  maxCpu = WHOLE_MACHINE,
): Promise<boolean> {
  const progress = createProgress({ label: 'embed', unit: 'works', stream: around.stderr });
  const show = ({ works, share, left }: EmbedProgress) => {
    progress.update(works, share, 1, left);
    around.onStep?.({ step: 'embedding', share, left });
  };
  around.onStep?.({ step: 'embedding' });
  const following = followEmbedding({ engine, embedder, show });
  const { onProgress } = following;
  const run = { engine, embedder, signal: around.signal, onProgress, ...limitedTo(maxCpu) };
  const report = await embedMissing(run).finally(progress.stop).finally(following.stop);
  around.print(describeEmbedding(report));
  const { identity: model } = embedder;
  await noteFailures({ shelf: journal.failures, model, logger: around.logger }, report.failures);
  if (report.overtaken) around.stderr.write(`stopped: the index was switched to ${report.overtaken.name} meanwhile\n`);
  else if (report.stopped) around.stderr.write('stopped: run `ideascope embed` to go on\n');
  return !report.stopped && report.failures.length === 0;
}
