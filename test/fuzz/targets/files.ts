// What the service reads from its own disk and surroundings: model files, snapshots, settings, arguments, pages of harvests.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { oaiRequest } from '../../../indexer/harvest/oai-request.js';
import { readCommandLine, UsageError } from '../../../indexer/usage.js';
import { ConfigError, readConfig } from '../../../src/config.js';
import { MODEL_NAME } from '../../../src/domain/model.js';
import { EmbedderError } from '../../../src/embedding/embedder.js';
import { readIdeascopeFile } from '../../../src/embedding/ideascope-file.js';
import { readModelJson } from '../../../src/embedding/model-json.js';
import { readSafetensors } from '../../../src/embedding/onnx/safetensors.js';
import { readSnapshot, writeSnapshot } from '../../../src/engine/builtin/snapshot.js';
import { SETTINGS } from '../../../src/settings.js';
import { HOSTILE } from '../hostile.js';
import { mutatedBytes, mutatedJson, mutatedText, writtenJson } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, refusing, refusingLater, target } from '../target.js';

let folder = '';
const open = async () => {
  folder = await mkdtemp(join(tmpdir(), 'ideascope-fuzz-files-'));
};
const close = () => rm(folder, { recursive: true, force: true });

const MODEL_FILES: Readonly<Record<string, unknown>> = {
  'config.json': { model_type: 'bert', hidden_size: 8, max_position_embeddings: 64, vocab_size: 3, num_labels: 1 },
  'tokenizer_config.json': { model_max_length: 128 },
  'tokenizer.json': { model: { vocab: { a: 0, b: 1, c: 2 } } },
  'modules.json': [{ type: 'x.models.Pooling', path: '1_Pooling' }],
  'sentence_bert_config.json': { max_seq_length: 32 },
  'config_sentence_transformers.json': { prompts: { query: 'q: ' }, default_prompt_name: null },
  'ideascope.json': { similarityFloor: 0.2, sureFloor: 0.4, pooling: 'mean', maxTokens: 64, queryPrefix: 'q: ' },
};

interface ModelFolder {
  readonly file: string;
  readonly text: string;
}

function modelFile(random: Random): ModelFolder {
  const file = random.pick(Object.keys(MODEL_FILES));
  const json = writtenJson(random, mutatedJson(random, MODEL_FILES[file]));
  return { file, text: random.chance(0.2) ? mutatedText(random, { seeds: [json] }) : json };
}

async function readModelFolder({ file, text }: ModelFolder) {
  for (const [name, content] of Object.entries(MODEL_FILES)) {
    await writeFile(join(folder, name), name === file ? text : JSON.stringify(content));
  }
  return refusingLater(EmbedderError, async () => {
    await readIdeascopeFile(folder);
    const { pooling } = await readModelJson(folder);
    if (pooling) ensure(resolve(folder, pooling.file).startsWith(folder + sep), 'a model is read from its own folder');
  });
}

function tensors(random: Random): Buffer {
  const header = mutatedJson(random, {
    __metadata__: { format: 'pt' },
    'a.weight': { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
    ids: { dtype: 'I64', shape: [1], data_offsets: [16, 24] },
  });
  const json = Buffer.from(writtenJson(random, header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(random.chance(0.9) ? BigInt(json.length) : BigInt(random.below(2 ** 31)) ** 2n);
  const whole = Buffer.concat([length, json, Buffer.alloc(24)]);
  return random.chance(0.3) ? mutatedBytes(random, [whole]) : whole;
}

const KEY = { store: 'a', basis: 'b' };
const SEQ = 7;
const TREE = { words: new Uint32Array([1, 2, 3]), names: { ids: new Uint8Array(40), numbers: [1, 'x', null] } };
let snapshot: Buffer = Buffer.alloc(0);

const MODEL_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'model files',
    reads: 'ideascope.json, and the JSON files beside the weights of a model',
    share: 0.02,
    make: modelFile,
    run: readModelFolder,
    open,
    close,
  }),
  target({
    name: 'model name',
    reads: 'the name of a model, which becomes a path in MODEL_DIR',
    share: 0.3,
    make: (random) =>
      mutatedText(random, {
        seeds: ['Xenova/all-MiniLM-L6-v2', '../..', 'a/..', './b', 'a/b\0'],
        pieces: ['/', '..', '.', '\0', '\\'],
      }),
    run: (name) => {
      if (!MODEL_NAME.test(name)) return 'refused';
      const path = resolve('/models', name);
      ensure(
        path.startsWith('/models/') && path.split('/').length === 4 && !path.includes('\0'),
        'a model stands in MODEL_DIR',
      );
      return 'taken';
    },
  }),
  target({
    name: 'safetensors',
    reads: 'weights as they are published',
    share: 0.3,
    make: tensors,
    run: (bytes) => refusing(Error, () => readSafetensors(bytes)),
  }),
  target({
    name: 'snapshot',
    reads: 'the index on disk',
    share: 0.03,
    make: (random) => mutatedBytes(random, [snapshot]),
    run: async (bytes) => {
      const path = join(folder, 'damaged.snapshot');
      await writeFile(path, bytes);
      const read = await readSnapshot(path, KEY);
      if ('tree' in read) ensure(isDeepStrictEqual(read.tree, TREE) && read.seq === SEQ, 'only what is whole is taken');
      return 'tree' in read ? 'taken' : 'refused';
    },
    open: async () => {
      await open();
      const path = join(folder, 'whole.snapshot');
      await writeSnapshot(path, KEY, SEQ, TREE);
      snapshot = await readFile(path);
    },
    close,
  }),
];

const ENVIRONMENT: Readonly<Record<string, readonly string[]>> = {
  PORT: ['3000', '0'],
  ELASTICSEARCH_URL: ['http://user:secretword@localhost:9200/path'],
  ELASTICSEARCH_API_KEY: ['secretword'],
  INDEX_PREFIX: ['ideascope'],
  EMBEDDING_MODEL: ['Xenova/all-MiniLM-L6-v2', 'none'],
  API_KEYS: ['secretword-0123456789,secretword-abcdefghij'],
  CORS_ORIGINS: ['*', 'https://example.org, http://a.example:8080'],
};

const DEFAULTS: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, { fallback }]) => [name, fallback]),
);

const SURROUNDING_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'settings',
    reads: 'the environment',
    share: 0.5,
    make: (random) => {
      const names = Object.keys(SETTINGS);
      const given = Array.from({ length: 1 + random.below(3) }, () => {
        const name = random.pick(names);
        const seeds = ENVIRONMENT[name] ?? [DEFAULTS[name] ?? 'x'];
        return [name, mutatedText(random, { seeds, longest: 5_000 })] as const;
      });
      return Object.fromEntries(given) as Readonly<Record<string, string>>;
    },
    run: (environment) =>
      refusing(ConfigError, () => {
        try {
          readConfig(environment);
        } catch (error) {
          ensure(!(error as Error).message.includes('secretword'), 'no message repeats a secret');
          throw error;
        }
      }),
  }),
  target({
    name: 'command line',
    reads: 'arguments, and requests of harvests',
    share: 0.5,
    make: (random) => {
      const seeds = [
        'import',
        'works.jsonl',
        '--format=openalex',
        '--no-embed',
        'harvest',
        'arxiv',
        '--set',
        'cs',
        '--from',
        '2026-01-01',
        '--',
        '-',
        'search',
        'tides',
        '--limit=5',
      ];
      return Array.from({ length: random.below(6) }, () =>
        random.chance(0.6) ? random.pick(seeds) : mutatedText(random, { seeds: [...seeds, ...HOSTILE] }),
      );
    },
    run: (args) =>
      refusing(UsageError, () => {
        const { command, positionals, options } = readCommandLine(args);
        if (command === 'harvest') oaiRequest(positionals[0] ?? '', options);
      }),
  }),
];

export const FILE_TARGETS: readonly FuzzTarget[] = [...MODEL_TARGETS, ...SURROUNDING_TARGETS];
