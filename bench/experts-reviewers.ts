// From researchers' own works, the works that they graded are ranked: how often does the order contradict the grades?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from '../src/domain/work.js';
import type { Library } from '../src/engine/engine.js';
import { affinity, bodyOf } from '../src/search/affinity.js';
import { pick, randomNumbers } from './random.js';

const RESAMPLES = 2000;

/** A work with its vector. */
interface Text {
  readonly work: Work;
  readonly vector: Float32Array;
}

interface Researcher {
  readonly own: readonly Text[];
  readonly graded: readonly { readonly text: Text; readonly grade: number }[];
}

/** Of a researcher's pairs of unequal grades: the differences of all, and of those in the wrong order. */
interface Pairs {
  readonly wrong: number;
  readonly all: number;
}

type Way = (own: readonly Text[], text: Text) => number;

/** What the service does, parts of it, and what it is compared with. */
const WAYS: Readonly<Record<string, Way>> = {
  'affinity (the service)': (own, { work, vector }) => {
    const vectors = own.map((one) => one.vector);
    return affinity(
      bodyOf(
        own.map((one) => one.work),
        vectors,
      ),
      work,
      vector,
    ).score;
  },
  'affinity by meaning alone': (own, { work, vector }) => {
    const vectors = own.map((one) => one.vector);
    return affinity(
      bodyOf(
        own.map((one) => wordless(one.work)),
        vectors,
      ),
      wordless(work),
      vector,
    ).score;
  },
  'affinity by words alone': (own, { work }) =>
    affinity(
      bodyOf(
        own.map((one) => one.work),
        [],
      ),
      work,
      undefined,
    ).score,
  'mean of the three nearest cosines': (own, { vector }) => sum(cosines(own, vector).slice(0, 3)) / 3,
  'greatest cosine': (own, { vector }) => cosines(own, vector)[0] ?? 0,
  'cosine with the mean of all': (own, { vector }) => {
    const mean = vector.map((_, i) => sum(own.map((one) => one.vector[i] as number)));
    return dot(mean, vector) / Math.sqrt(dot(mean, mean));
  },
};

function wordless({ id }: Work): Pick<Work, 'id' | 'display_name'> {
  return { id, display_name: '' };
}

/**
 * Ranks the graded works of each researcher by each way. `folder` has people.jsonl (`{id, papers}`) and evaluations.tsv
 * (person, work, grade). Loss as in Stelmakh et al. ("A gold standard dataset for the reviewer assignment problem",
 * 2023): the share of pairs in the wrong order, weighted by the difference of their grades; equal scores count half.
 * With the interval that holds 95 % of resamples of the researchers.
 */
export async function measureReviewers(library: Library, folder: string) {
  const researchers = await readResearchers(library, folder);
  const results = Object.entries(WAYS).map(([way, score]) => {
    const pairs = researchers.map((researcher) => judge(researcher, score));
    return { way, loss: rounded(loss(pairs)), interval: interval(pairs) };
  });
  for (const {
    way,
    loss: value,
    interval: [low, high],
  } of results) {
    process.stdout.write(`${way.padEnd(36)} ${value}  [${low}, ${high}]\n`);
  }
  return { researchers: researchers.length, results };
}

async function readResearchers(library: Library, folder: string): Promise<Researcher[]> {
  const people = readFileSync(join(folder, 'people.jsonl'), 'utf8').trim().split('\n');
  const rows = readFileSync(join(folder, 'evaluations.tsv'), 'utf8').trim().split('\n').slice(1);
  const evaluations = rows.map((row) => row.split('\t') as [string, string, string]);
  const researchers: Researcher[] = [];
  for (const line of people) {
    const { id, papers } = JSON.parse(line) as { id: string; papers: string[] };
    const theirs = evaluations.filter(([person]) => person === id);
    const own = await textsOf(library, papers);
    const graded = (
      await textsOf(
        library,
        theirs.map(([, work]) => work),
      )
    ).map((text, i) => {
      return { text, grade: Number(theirs[i]?.[2]) };
    });
    researchers.push({ own, graded });
  }
  return researchers;
}

async function textsOf({ works }: Library, ids: readonly string[]): Promise<Text[]> {
  const found = await works.fetch(ids);
  const vectors = await works.vectors(found.map((work) => work?.id ?? ''));
  return found.map((work, i) => {
    const vector = vectors[i];
    if (!work || !vector) throw new Error(`the corpus has no ${ids[i]}`);
    return { work, vector };
  });
}

function judge({ own, graded }: Researcher, score: Way): Pairs {
  const scored = graded.map(({ text, grade }) => {
    // a work is no evidence for itself
    const others = own.filter(({ work }) => work.id !== text.work.id);
    return { grade, score: score(others, text) };
  });
  let [wrong, all] = [0, 0];
  for (const [i, a] of scored.entries()) {
    for (const b of scored.slice(i + 1)) {
      const difference = Math.abs(a.grade - b.grade);
      const agreement = Math.sign(a.grade - b.grade) * Math.sign(a.score - b.score);
      all += difference;
      wrong += (difference * (1 - agreement)) / 2;
    }
  }
  return { wrong, all };
}

function loss(pairs: readonly Pairs[]): number {
  return sum(pairs.map(({ wrong }) => wrong)) / sum(pairs.map(({ all }) => all));
}

/** By resampling researchers (Efron's bootstrap, percentiles). */
function interval(pairs: readonly Pairs[]): [number, number] {
  const random = randomNumbers(1);
  const losses = Array.from({ length: RESAMPLES }, () => loss(pairs.map(() => pick(random, pairs))));
  losses.sort((a, b) => a - b);
  const at = (share: number) => rounded(losses[Math.floor(share * RESAMPLES)] ?? Number.NaN);
  return [at(0.025), at(0.975)];
}

/** Greatest first. */
function cosines(own: readonly Text[], vector: Float32Array): number[] {
  return own.map((one) => dot(one.vector, vector)).sort((a, b) => b - a);
}

function dot(a: Float32Array, b: Float32Array): number {
  return sum([...a].map((x, i) => x * (b[i] as number)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
