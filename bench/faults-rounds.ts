// Rounds of faults: something is done to a library, killed at a random point, and held against what it must be.
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openLibrary } from '../src/compose.js';
import { readConfig } from '../src/config.js';
import { createTransformersEmbedder, type TransformersEmbedder } from '../src/embedding/transformers.js';
import { createElasticsearchLibrary } from '../src/engine/elasticsearch/library.js';
import type { ElasticsearchOptions } from '../src/engine/elasticsearch/options.js';
import { closeLibrary, type Library, partsOf } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { Place, type Settings } from '../test/e2e/processes.js';
import { type ElasticsearchNode, startNode } from '../test/support/elasticsearch-node/node.js';
import { lookupGraph, makeTable, writeTinyModel } from '../test/support/tiny-models.js';
import { randomFrom } from '../test/support/works.js';
import { ACTS, type Act, type Ending, idsOf, perform, RECORDS, type Scene } from './faults-acts.js';
import { Ledger } from './faults-ledger.js';
import { VOCABULARY } from './faults-records.js';
import { requireWhole } from './faults-whole.js';

const MODEL = 'test/rounds';
/** The rows of the table of the model. */
const DIMENSION = 16;
/** Every so often what a round leaves is completed; otherwise the next one goes on with it as it is. */
const COMPLETED = 0.3;
/** On Elasticsearch the node is killed, too. */
const NODE_KILLED = 0.3;
const LONGEST_ACT_MS = 2_500;
const LEASE_MS = 500;

export interface RoundsOptions {
  readonly rounds: number;
  readonly engine: 'builtin' | 'elasticsearch';
  readonly seed: number;
  /** How many records there may be. */
  readonly records?: number;
  /** About how long commands take, in milliseconds: without it the first one of a kind is let come to its end to see. */
  readonly usual?: number;
  /** Told after each round. */
  readonly onRound?: (round: Round) => void;
}

/** What a round found; its invariants held. */
export interface Round {
  readonly act: Act;
  readonly ending: Ending;
  readonly nodeKilled: boolean;
  /** Records that were stored after it. */
  readonly stored: number;
  /** Writes that were under way: those that came through, and those that did not. */
  readonly kept: number;
  readonly dropped: number;
  /** What the kill left to be done: marks, works without a vector, half a snapshot. */
  readonly marked: number;
  readonly unembedded: number;
  readonly partialSnapshots: number;
}

interface RoundsParts {
  readonly place: Place;
  readonly settings: Settings;
  readonly embedder: TransformersEmbedder;
  readonly node: ElasticsearchNode | undefined;
  readonly seed: number;
  readonly records: number;
  readonly usual: number | undefined;
}

class Rounds {
  readonly #place: Place;
  readonly #settings: Settings;
  readonly #embedder: TransformersEmbedder;
  readonly #node: ElasticsearchNode | undefined;
  readonly #ledger = new Ledger();
  readonly #lasts: Map<string, number>;
  readonly #random: () => number;
  readonly #ids: readonly string[];

  constructor({ place, settings, embedder, node, seed, records, usual }: RoundsParts) {
    this.#place = place;
    this.#settings = settings;
    this.#embedder = embedder;
    this.#node = node;
    this.#random = randomFrom(seed);
    this.#ids = idsOf(records);
    this.#lasts = new Map(usual === undefined ? [] : ACTS.map((act) => [act, usual]));
  }

  async run(act: Act): Promise<Round> {
    const random = randomFrom(Math.floor(this.#random() * 2 ** 32));
    const killsNode = this.#node !== undefined && act !== 'stop' && random() < NODE_KILLED;
    const scene: Scene = {
      place: this.#place,
      settings: this.#settings,
      ledger: this.#ledger,
      random,
      records: this.#ids.length,
      lasts: this.#lasts,
      mayFail: killsNode,
    };
    const node = killsNode ? this.#killNode(random() * LONGEST_ACT_MS) : undefined;
    const ending = await perform(act, scene);
    await node;
    const partialSnapshots = await this.#partialSnapshots();
    const left = await this.#withLibrary(this.#place.dataDir, async (library) => {
      const found = await this.#ledger.settle(library.works);
      const marked = await library.works.countMarked();
      const lacking = await library.works.unembedded(this.#embedder.identity, this.#ids.length);
      return { ...found, marked, unembedded: lacking.length };
    });
    await this.#requireWhole(random() < COMPLETED);
    return { act, ending, nodeKilled: killsNode, partialSnapshots, ...left };
  }

  async #killNode(after: number): Promise<void> {
    await sleep(after);
    await this.#node?.kill();
    await this.#node?.start();
  }

  async #partialSnapshots(): Promise<number> {
    const names = await readdir(this.#place.dataDir).catch(() => []);
    return names.filter((name) => name.endsWith('.partial')).length;
  }

  /** A store is completed in a copy, so that the next round begins where this one was cut off. */
  async #requireWhole(completed: boolean): Promise<void> {
    const check = (dataDir: string) =>
      this.#withLibrary(dataDir, (library) => requireWhole(library, this.#ids, this.#embedder));
    if (this.#node !== undefined || completed) return check(this.#place.dataDir);
    const copy = await mkdtemp(join(tmpdir(), 'ideascope-copy-'));
    try {
      const filter = (path: string) => !/-lock$|\.sock$/.test(basename(path));
      await cp(this.#place.dataDir, copy, { recursive: true, filter });
      await check(copy);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }

  async #withLibrary<T>(dataDir: string, use: (library: Library) => Promise<T>): Promise<T> {
    const config = readConfig({ ...this.#place.settings(this.#settings), DATA_DIR: dataDir });
    const logger = createLogger('silent');
    const library = config.elasticsearch
      ? await openAtOnce({ ...config.elasticsearch, logger })
      : await openLibrary(config, logger);
    try {
      return await use(library);
    } finally {
      await closeLibrary(library);
    }
  }
}

/**
 * What a writer announced that was killed becomes marks two minutes later, and until then its works are not derived from:
 * nobody writes here now, and nobody waits for so long.
 */
async function openAtOnce(options: ElasticsearchOptions): Promise<Library> {
  await sleep(2 * LEASE_MS);
  const library = createElasticsearchLibrary({ ...options, lease: LEASE_MS });
  for (const part of partsOf(library)) await part.prepare();
  return library;
}

/**
 * Runs rounds on one library, in a folder of its own.
 * @throws Error naming the round and what does not hold after it
 */
export async function runRounds(options: RoundsOptions): Promise<Round[]> {
  const { rounds, engine, seed, records = RECORDS, usual, onRound } = options;
  const place = await Place.open();
  const modelDir = join(place.folder, 'models');
  let node: ElasticsearchNode | undefined;
  let embedder: TransformersEmbedder | undefined;
  try {
    const graph = lookupGraph(makeTable(DIMENSION, 3, VOCABULARY.length));
    const files = { 'ideascope.json': { pooling: 'mean', similarityFloor: 0.6, sureFloor: 0.7 } };
    await writeTinyModel(modelDir, MODEL, { graph, files, words: VOCABULARY });
    embedder = await createTransformersEmbedder({ modelDir, name: MODEL, threads: 1, logger: createLogger('silent') });
    if (engine === 'elasticsearch') node = await startNode();
    const settings = {
      EMBEDDING_MODEL: MODEL,
      MODEL_DIR: modelDir,
      LOG_LEVEL: 'warn',
      ...(node ? { ELASTICSEARCH_URL: node.url } : {}),
    };
    const running = new Rounds({ place, settings, embedder, seed, node, records, usual });
    const done: Round[] = [];
    for (let i = 0; i < rounds; i++) {
      // each kind of act in turn, so that few rounds have all of them
      const act = ACTS[i % ACTS.length] as Act;
      const round = await running.run(act).catch((error: unknown) => {
        throw new Error(`round ${i + 1} (${act}, seed ${seed}): ${(error as Error).message}`, { cause: error });
      });
      done.push(round);
      onRound?.(round);
    }
    return done;
  } finally {
    await embedder?.close();
    await place.close();
    await node?.dispose();
  }
}
