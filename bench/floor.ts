// Calibrates the similarity floor: what nonsense finds in a corpus, and what judged relevance a floor costs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { importWorks } from '../indexer/pipeline.js';
import { ALL } from '../src/domain/query.js';
import { createBuiltinEngine } from '../src/engine/builtin/engine.js';
import type { Engine } from '../src/engine/engine.js';
import { createLogger } from '../src/logger.js';
import { pick, randomNumbers } from './random.js';
import { writeRun } from './runs.js';
import { type VectorMaker, vectorMaker, writeVectors } from './vectors.js';

const FLOORS = [0.2, 0.25, 0.3, 0.32, 0.34, 0.36, 0.38, 0.4, 0.45, 0.5];
const QUERIES = 300;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const CONSONANTS = [...'bcdfghjklmnpqrstvwxz'];
const VOWELS = [...'aeiouy'];

/** Writes bench/runs/<day>-floor-<corpus>.json. */
export async function benchFloor(corpus: string, judged: readonly string[]): Promise<void> {
  const maker = await vectorMaker('model');
  const folder = mkdtempSync(join(tmpdir(), 'ideascope-floor-'));
  const engine = createBuiltinEngine({ dataDir: folder, logger: createLogger('warn') });
  await engine.prepare();
  await importWorks({ engine, sources: [corpus], format: 'auto' });
  await writeVectors(engine, maker);
  await engine.refresh();
  const nonsense = {
    letters: await shareWithHits(engine, maker, letters),
    syllables: await shareWithHits(engine, maker, syllables),
  };
  await engine.close();
  rmSync(folder, { recursive: true });
  const kept: Record<string, Record<string, number>> = {};
  for (const path of judged) kept[basename(path)] = await shareKept(path, maker);
  await maker.close();
  const name = `floor-${basename(corpus).replace(/\..*$/, '')}`;
  const command = `npm run bench -- floor ${[corpus, ...judged].map((path) => basename(path)).join(' ')}`;
  writeRun(name, { command, nonsenseQueriesThatFind: nonsense, relevantAtOrAboveFloor: kept });
}

type Nonsense = (random: () => number) => string;

/** A key mashed: 3 to 8 random letters. */
export const letters: Nonsense = (random) =>
  Array.from({ length: 3 + Math.floor(random() * 6) }, () => pick(random, LETTERS)).join('');

/** Pronounceable, and no word: 2 or 3 syllables. */
export const syllables: Nonsense = (random) =>
  Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(random, CONSONANTS) + pick(random, VOWELS)).join('');

/**
 * The share of queries of 1 to 5 such words for which some work is near enough, by floor; `strange` where the floor for
 * queries without a known word applies to those.
 */
async function shareWithHits(engine: Engine, maker: VectorMaker, kind: Nonsense) {
  const random = randomNumbers(1);
  const queries: { best: number; known: boolean }[] = [];
  for (let i = 0; i < QUERIES; i++) {
    const words = Array.from({ length: 1 + Math.floor(random() * 5) }, () => kind(random));
    const semantic = { vector: await maker.query(words.join(' ')), model: maker.model, floor: 0 };
    const answer = await engine.retrieve({ filter: ALL, lexical: false, semantic, window: 1, facets: [] });
    queries.push({ best: answer.semantic[0]?.score ?? 0, known: await knowsOne(engine, words) });
  }
  const share = (floorOf: (known: boolean) => number) =>
    queries.filter(({ best, known }) => best >= floorOf(known)).length / queries.length;
  const { sureFloor = 1 } = maker.floors;
  return {
    oneFloor: byFloor((floor) => share(() => floor)),
    [`strange${sureFloor}`]: byFloor((floor) => share((known) => (known ? floor : sureFloor))),
    shareWithKnownWord: queries.filter(({ known }) => known).length / queries.length,
  };
}

async function knowsOne(engine: Engine, words: readonly string[]): Promise<boolean> {
  for (const word of words) {
    const text = { text: word, loose: word, phrases: [], excluded: [] };
    const answer = await engine.retrieve({ filter: ALL, text, lexical: true, window: 0, facets: [] });
    if (answer.total.value > 0) return true;
  }
  return false;
}

/** By floor: the share of the works judged relevant whose cosine with their query reaches it. */
async function shareKept(path: string, maker: VectorMaker) {
  const texts = new Map(readLines(path, 'corpus').map((d) => [d._id, [d.title, d.text].filter(Boolean).join('\n')]));
  const queries = new Map(readLines(path, 'queries').map((q) => [q._id, q.text ?? '']));
  const cosines: number[] = [];
  for (const line of readFileSync(join(path, 'qrels.tsv'), 'utf8').trim().split('\n').slice(1)) {
    const [query = '', work = '', grade] = line.split('\t');
    const text = texts.get(work);
    if (Number(grade) <= 0 || text === undefined || !queries.has(query)) continue;
    const [a, b] = [await maker.query(queries.get(query) ?? ''), await maker.query(text)];
    cosines.push(a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0));
  }
  return byFloor((floor) => cosines.filter((cosine) => cosine >= floor).length / cosines.length);
}

function readLines(path: string, name: string): { _id: string; title?: string; text?: string }[] {
  const lines = readFileSync(join(path, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

function byFloor(share: (floor: number) => number): Record<string, number> {
  return Object.fromEntries(FLOORS.map((floor) => [floor, Number(share(floor).toFixed(3))]));
}
