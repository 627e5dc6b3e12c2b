// Makes the files of the peers bench: works, vectors and questions of the corpus and of judged collections.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { importWorks } from '../../indexer/pipeline.js';
import type { Work } from '../../src/domain/work.js';
import { createBuiltinEngine } from '../../src/engine/builtin/engine.js';
import { createLogger } from '../../src/logger.js';
import { readJudged } from '../judged.js';
import type { Grades } from '../ranking-measures.js';
import type { VectorMaker } from '../vectors.js';
import { writeCorpus, writeQuestions } from './corpus.js';
import type { PeerQuestion } from './peer.js';
import { drawQuestions, isDrawable } from './questions.js';

/** Questions are drawn from each so many-th work that they can be drawn from. */
const STRIDE = 7;

/** A folder of `writeCorpus`, and what is asked of it. */
export interface Prepared {
  readonly name: string;
  readonly folder: string;
  readonly questions: readonly PeerQuestion[];
}

/** Each `every`-th work of a file that `ideascope import` reads, with `perKind` questions of each kind. */
export async function prepareCorpus(
  path: string,
  folder: string,
  maker: VectorMaker,
  { perKind, every }: { readonly perKind: number; readonly every: number },
): Promise<Prepared> {
  const name = identifier(basename(path).replace(/\..*$/, ''));
  const sample: Work[] = [];
  let drawable = 0;
  let scanned = 0;
  const scratch = mkdtempSync(join(tmpdir(), 'ideascope-peers-import-'));
  const engine = createBuiltinEngine({ dataDir: scratch, logger: createLogger('warn') });
  try {
    await engine.prepare();
    await importWorks({ engine, sources: [resolve(path)], format: 'auto' });
    const works = async function* () {
      for await (const all of engine.scan()) {
        const batch = all.filter(() => scanned++ % every === 0);
        for (const work of batch) if (isDrawable(work) && drawable++ % STRIDE === 0) sample.push(work);
        yield batch;
      }
    };
    await writeCorpus(folder, name, works(), maker);
  } finally {
    await engine.close();
    rmSync(scratch, { recursive: true, force: true });
  }
  const questions = await withVectors(drawQuestions(sample, perKind), maker);
  writeQuestions(folder, questions);
  return { name, folder, questions };
}

/** A judged collection: every query is asked by words and as a hybrid one. */
export interface PreparedJudged extends Prepared {
  /** Of each question. */
  readonly grades: readonly Grades[];
}

export async function prepareJudged(path: string, folder: string, maker: VectorMaker): Promise<PreparedJudged> {
  const { name, works, queries } = readJudged(path);
  const batches = async function* () {
    for (let at = 0; at < works.length; at += 500) yield works.slice(at, at + 500);
  };
  const id = `judged_${identifier(name)}`;
  await writeCorpus(folder, id, batches(), maker);
  const asked = (['any', 'hybrid'] as const).flatMap((match) =>
    queries.map(({ text }): PeerQuestion => ({ kind: match, match, text: text.replace(/["“”]/g, ' ') })),
  );
  const questions = await withVectors(asked, maker);
  writeQuestions(folder, questions);
  const grades = queries.map((query) => query.grades);
  return { name, folder, questions, grades: [...grades, ...grades] };
}

async function withVectors(questions: readonly PeerQuestion[], maker: VectorMaker): Promise<PeerQuestion[]> {
  const complete: PeerQuestion[] = [];
  for (const question of questions) {
    complete.push(question.match === 'hybrid' ? { ...question, vector: await maker.query(question.text) } : question);
  }
  return complete;
}

/** What every system takes for a name. */
function identifier(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}
