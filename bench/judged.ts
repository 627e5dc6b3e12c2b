// Judged collections: folders with works, queries, and which works are relevant to which query (BEIR's layout).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toWork } from '../indexer/importers/formats.js';
import type { Work } from '../src/domain/work.js';
import { type Grades, hasRelevant } from './ranking-measures.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Our own: queries about the works of the demo, which lie elsewhere. */
export const DEMO = join(ROOT, 'test/relevance/demo');
const DEMO_WORKS = join(ROOT, 'demo/works.jsonl');
/** Where collections may lie beside the checkout. */
export const SHARED = join(ROOT, '../shared/data/ir');

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  /** By id of a work; at least one is relevant. */
  readonly grades: Grades;
}

export interface Judged {
  readonly name: string;
  readonly works: readonly Work[];
  /** Records that are no work, having neither title nor text; they may be judged, and are never found. */
  readonly rejected: number;
  readonly queries: readonly JudgedQuery[];
}

interface JudgedRecord {
  readonly _id?: string;
  readonly id?: string;
  readonly title?: string;
  readonly text?: string;
}

/**
 * The collections of these folders, each of which is one or holds some; without any, ours and those in `SHARED`.
 * @throws Error for a folder without, or if two collections have one name
 */
export function judgedFolders(given: readonly string[]): string[] {
  const folders = given.length > 0 ? given : [DEMO, ...(existsSync(SHARED) ? [SHARED] : [])];
  const collections = folders.flatMap((folder) => {
    const path = resolve(folder);
    if (isJudged(path)) return [path];
    const inside = isFolder(path) ? readdirSync(path).sort() : [];
    const found = inside.map((name) => join(path, name)).filter(isJudged);
    if (found.length === 0) throw new Error(`${folder} has no qrels.tsv, nor has a folder in it`);
    return found;
  });
  const twice = collections.find((one, i) =>
    collections.slice(0, i).some((other) => basename(other) === basename(one)),
  );
  if (twice !== undefined)
    throw new Error(`two collections are called ${basename(twice)}: give one of them another name`);
  return collections;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function isJudged(path: string): boolean {
  return existsSync(join(path, 'qrels.tsv'));
}

/**
 * Reads `corpus.jsonl` ({_id, title, text}; for our own collection the works of the demo), `queries.jsonl` ({_id, text})
 * and `qrels.tsv` (query, work, grade, with a line of headings). Works get ids of their own, in the order of the corpus:
 * those of a collection may look like ids of OpenAlex or of arXiv. Queries without a relevant work are left out.
 * @throws Error for a line that is no record or no judgement, or if no query is left
 */
export function readJudged(folder: string): Judged {
  const corpus = join(folder, 'corpus.jsonl');
  const records = readLines(resolve(folder) === DEMO && !existsSync(corpus) ? DEMO_WORKS : corpus);
  const ids = new Map<string, string>();
  const works: Work[] = [];
  for (const [i, record] of records.entries()) {
    const id = `judged-${String(i + 1).padStart(7, '0')}`;
    ids.set(record._id ?? record.id ?? '', id);
    const { _id, text, ...rest } = record;
    const plain = _id === undefined ? rest : { title: record.title, abstract: text };
    const work = toWork({ ...plain, id }, 'jsonl');
    if (!('rejection' in work)) works.push(work);
  }
  const grades = readGrades(join(folder, 'qrels.tsv'), (id) => ids.get(id) ?? `not in the corpus: ${id}`);
  const queries = readLines(join(folder, 'queries.jsonl')).flatMap(({ _id = '', text = '' }): JudgedQuery[] => {
    const judged = grades.get(_id);
    return judged && hasRelevant(judged) ? [{ id: _id, text, grades: judged }] : [];
  });
  if (queries.length === 0) throw new Error(`${folder} has no query with a relevant work`);
  return { name: basename(folder), works, rejected: records.length - works.length, queries };
}

function readLines(path: string): JudgedRecord[] {
  return linesOf(path).map(([line, number]) => {
    try {
      return JSON.parse(line) as JudgedRecord;
    } catch {
      throw new Error(`${path}, line ${number}: not a JSON object`);
    }
  });
}

function linesOf(path: string): [line: string, number: number][] {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/);
  return lines.map((line, i): [string, number] => [line, i + 1]).filter(([line]) => line.trim() !== '');
}

function readGrades(path: string, idOf: (id: string) => string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>();
  for (const [line, number] of linesOf(path)) {
    const [query, work, grade = '', ...more] = line.split('\t');
    const value = Number(grade);
    if (number === 1 && Number.isNaN(value)) continue;
    if (query === undefined || work === undefined || grade === '' || Number.isNaN(value) || more.length > 0) {
      throw new Error(`${path}, line ${number}: not three columns (query, work, grade)`);
    }
    const judged = grades.get(query) ?? new Map<string, number>();
    grades.set(query, judged.set(idOf(work), value));
  }
  return grades;
}
