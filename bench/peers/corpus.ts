// Works, vectors and questions as files, from which every system of the peers bench reads the same.

import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { deserialize, serialize } from 'node:v8';
import type { ModelIdentity } from '../../src/domain/model.js';
import type { Work } from '../../src/domain/work.js';
import { hashOf } from '../../src/engine/hash.js';
import { embeddingText } from '../../src/text/embedding-text.js';
import type { VectorMaker } from '../vectors.js';
import type { Batch, PeerCorpus, PeerDocument, PeerQuestion } from './peer.js';

const BATCH = 1000;
const FLOAT_BYTES = 4;

/** What Ideascope needs to know of the vectors. */
export interface Meaning {
  readonly model: ModelIdentity;
  readonly floor: number;
  readonly sureFloor: number;
  readonly maxTokens: number;
}

export interface Meta {
  readonly name: string;
  readonly works: number;
  readonly meaning: Meaning;
}

/** A corpus on disk, with what only Ideascope asks for. */
export interface StoredCorpus extends PeerCorpus {
  readonly meta: Meta;
  /** The works of each batch as they are stored, and the hashes of what was embedded. */
  stored(): AsyncIterable<{ readonly works: readonly Work[]; readonly vectors: Float32Array }>;
}

/** The common facts of a work. */
export function documentOf(work: Work): PeerDocument {
  return {
    id: work.id,
    title: work.display_name,
    abstract: work.abstract ?? '',
    authors: work.authorships.map(({ author }) => author.display_name),
    venue: work.primary_location?.source?.display_name ?? null,
    year: work.publication_year ?? null,
    type: work.type,
    topics: [...work.topics, ...work.keywords].map((topic) => topic.display_name),
  };
}

/** Everything that is searched by words, except the title. */
export function textOf({ abstract, topics, authors, venue }: PeerDocument): string {
  return [abstract, ...topics, ...authors, venue ?? ''].filter((part) => part !== '').join('\n');
}

/** Writes works and their vectors to a folder. */
export async function writeCorpus(
  folder: string,
  name: string,
  works: AsyncIterable<readonly Work[]>,
  maker: VectorMaker,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stored = createWriteStream(join(folder, 'works.jsonl'));
  const documents = createWriteStream(join(folder, 'documents.jsonl'));
  const vectors = createWriteStream(join(folder, 'vectors.f32'));
  let count = 0;
  for await (const batch of works) {
    const texts = batch.map((work) => embeddingText(work));
    const made = await maker.make(texts.map((text, i) => ({ id: batch[i]?.id ?? '', text, textHash: hashOf(text) })));
    const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await write(stored, lines(batch));
    await write(documents, lines(batch.map(documentOf)));
    for (const { buffer, byteOffset, byteLength } of made)
      await write(vectors, Buffer.from(buffer, byteOffset, byteLength));
    count += batch.length;
  }
  for (const stream of [stored, documents, vectors]) {
    stream.end();
    await once(stream, 'finish');
  }
  const { model, floors, maxTokens } = maker;
  const meaning = { model, floor: floors.floor, sureFloor: floors.sureFloor ?? floors.floor, maxTokens };
  writeFileSync(join(folder, 'meta.json'), JSON.stringify({ name, works: count, meaning } satisfies Meta));
}

async function write(stream: NodeJS.WritableStream, data: string | Buffer): Promise<void> {
  if (!stream.write(data)) await once(stream, 'drain');
}

/** Reads what `writeCorpus` wrote, a batch at a time. */
export function openCorpus(folder: string): StoredCorpus {
  const meta = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as Meta;
  const { dimension } = meta.meaning.model;
  return {
    name: meta.name,
    works: meta.works,
    dimension,
    folder,
    meta,
    async *batches(): AsyncIterable<Batch> {
      for await (const { rows, vectors } of read<PeerDocument>(folder, 'documents.jsonl', dimension)) {
        yield { documents: rows, vectors };
      }
    },
    async *stored() {
      for await (const { rows, vectors } of read<Work>(folder, 'works.jsonl', dimension))
        yield { works: rows, vectors };
    },
  };
}

async function* read<T>(folder: string, name: string, dimension: number) {
  const file = openSync(join(folder, 'vectors.f32'), 'r');
  try {
    let rows: T[] = [];
    const batch = () => {
      const vectors = new Float32Array(rows.length * dimension);
      readSync(file, vectors, 0, vectors.length * FLOAT_BYTES, null);
      return { rows, vectors };
    };
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) {
      rows.push(JSON.parse(line) as T);
      if (rows.length < BATCH) continue;
      yield batch();
      rows = [];
    }
    if (rows.length > 0) yield batch();
  } finally {
    closeSync(file);
  }
}

/** The i-th vector of a batch. */
export function vectorAt(vectors: Float32Array, dimension: number, i: number): Float32Array {
  return vectors.subarray(i * dimension, (i + 1) * dimension);
}

export function writeQuestions(folder: string, questions: readonly PeerQuestion[]): void {
  writeFileSync(join(folder, 'questions'), serialize(questions));
}

/** In the order in which they were written; none if none were. */
export function readQuestions(folder: string): readonly PeerQuestion[] {
  const path = join(folder, 'questions');
  return existsSync(path) ? (deserialize(readFileSync(path)) as PeerQuestion[]) : [];
}
