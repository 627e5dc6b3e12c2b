// `npm run model`: downloads the models of the settings beforehand, with a progress bar on a terminal and plain lines elsewhere.
import { SingleBar } from 'cli-progress';
import { readConfig } from '../src/config.js';
import { ensureModelFiles, type ModelFilesOptions, type ModelProgress } from '../src/embedding/model-files.js';

const MEGABYTE = 1e6;
const LINE_INTERVAL_MS = 5000;

interface Display {
  show(progress: ModelProgress): void;
  stop(): void;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / MEGABYTE);
}

function createBar(): Display {
  const bar = new SingleBar({ format: '{bar} {value}/{total} MB  {what}', hideCursor: true });
  let current: string | undefined;
  return {
    show({ what, loadedBytes, totalBytes = loadedBytes }) {
      if (current === what) bar.update(megabytes(loadedBytes));
      else bar.start(megabytes(totalBytes), megabytes(loadedBytes), { what });
      current = what;
    },
    stop: () => bar.stop(),
  };
}

function createLines(): Display {
  let current: string | undefined;
  let next = 0;
  return {
    show({ what, loadedBytes, totalBytes }) {
      if (what === current && Date.now() < next) return;
      current = what;
      next = Date.now() + LINE_INTERVAL_MS;
      const total = totalBytes === undefined ? '' : ` of ${megabytes(totalBytes)}`;
      process.stdout.write(`${what}: ${megabytes(loadedBytes)}${total} MB\n`);
    },
    stop: () => undefined,
  };
}

/** What is to be fetched, and how to do without it. */
function wanted(): ModelFilesOptions[] {
  const { embeddingModel, embeddingDtype: dtype, rerankModel, modelDir } = readConfig();
  return [
    ...(embeddingModel === undefined
      ? []
      : [{ modelDir, name: embeddingModel, dtype, without: 'EMBEDDING_MODEL=none' }]),
    ...(rerankModel === undefined ? [] : [{ modelDir, name: rerankModel, without: 'RERANK_MODEL=none' }]),
  ];
}

async function main(): Promise<void> {
  const models = wanted();
  if (models.length === 0) process.stdout.write('EMBEDDING_MODEL=none: nothing to download\n');
  for (const model of models) {
    const display = process.stdout.isTTY ? createBar() : createLines();
    try {
      const folder = await ensureModelFiles({ ...model, onProgress: (progress) => display.show(progress) });
      display.stop();
      process.stdout.write(`${model.name} is in ${folder}\n`);
    } finally {
      display.stop();
    }
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
