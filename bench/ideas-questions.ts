// Long questions with known answers: abstracts and pages of notes that should find references, and judged collections.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Work } from '../src/domain/work.js';
import { randomNumbers } from './random.js';

const ABSTRACTS = 400;
const NOTES = 250;
/** References within the collection: with fewer a recall says little. */
const LEAST_CITED = 10;
const LEAST_RELEVANT = 5;
/** Abstracts of a page of notes, and its characters. */
const FEWEST = 3;
const MOST = 6;
const SHORTEST = 4_000;
const LONGEST = 15_000;

/** A text, what should be found for it, and what is left out of the search. */
export interface Idea {
  readonly text: string;
  readonly relevant: ReadonlySet<string>;
  readonly known: readonly string[];
}

/** Title and abstract of works, for which their references should be found; the works themselves are left out. */
export function abstractsOf(works: readonly Work[]): Idea[] {
  const citing = shuffled(citingWorks(works), randomNumbers(11)).slice(0, ABSTRACTS);
  return citing.map(({ work, cited }) => {
    return { text: plain(textOf(work)), relevant: new Set(cited.map(({ id }) => id)), known: [work.id] };
  });
}

/**
 * Abstracts of three to six references of a work one after the other, for which the others should be found; the work and
 * the references that speak are left out.
 */
export function notesOf(works: readonly Work[]): Idea[] {
  const random = randomNumbers(12);
  const ideas: Idea[] = [];
  for (const { work, cited } of shuffled(citingWorks(works), random)) {
    if (ideas.length === NOTES) break;
    const count = FEWEST + Math.floor(random() * (MOST - FEWEST + 1));
    const speaking = shuffled(
      cited.filter(({ abstract }) => abstract !== undefined),
      random,
    ).slice(0, count);
    const text = plain(speaking.map(({ abstract = '' }) => abstract).join('\n\n'));
    const known = [work.id, ...speaking.map(({ id }) => id)];
    const relevant = new Set(cited.map(({ id }) => id).filter((id) => !known.includes(id)));
    if (text.length < SHORTEST || text.length > LONGEST || relevant.size < LEAST_RELEVANT) continue;
    ideas.push({ text, relevant, known });
  }
  return ideas;
}

/** All texts of a collection one after the other, cut into pages of so many characters. */
export function pagesOf(works: readonly Work[], characters: number, count: number): string[] {
  const text = shuffled(
    works.filter(({ abstract }) => abstract !== undefined),
    randomNumbers(13),
  )
    .slice(0, Math.ceil((characters * count) / 200))
    .map(({ abstract = '' }) => plain(abstract))
    .join('\n');
  return Array.from({ length: count }, (_, i) => text.slice(i * characters, (i + 1) * characters));
}

interface JudgedLine {
  readonly _id: string;
  readonly title?: string;
  readonly text?: string;
  readonly abstract?: string;
}

/** The works and the questions of a folder with `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` (BEIR). */
export function judgedIdeas(path: string): { works: Work[]; ideas: Idea[] } {
  const relevant = new Map<string, Set<string>>();
  for (const line of linesOf(path, 'qrels.tsv').slice(1)) {
    const [query = '', work = '', grade] = line.split('\t');
    if (Number(grade) > 0) relevant.set(query, (relevant.get(query) ?? new Set()).add(work));
  }
  const read = (name: string) => linesOf(path, name).map((line) => JSON.parse(line) as JudgedLine);
  const ideas = read('queries.jsonl').flatMap(({ _id, text = '', abstract = '' }): Idea[] => {
    const judged = relevant.get(_id);
    return judged ? [{ text: plain(`${text}\n${abstract}`), relevant: judged, known: [] }] : [];
  });
  return { works: read('corpus.jsonl').map(workOf), ideas };
}

function workOf({ _id, title = '', text = '' }: JudgedLine): Work {
  return {
    id: _id,
    ids: {},
    display_name: title,
    ...(text === '' ? {} : { abstract: text }),
    type: 'article',
    authorships: [],
    topics: [],
    keywords: [],
    cited_by_count: 0,
    referenced_works: [],
  };
}

function linesOf(path: string, name: string): string[] {
  return readFileSync(join(path, name), 'utf8').trim().split('\n');
}

interface Citing {
  readonly work: Work;
  readonly cited: readonly Work[];
}

/** Works with an abstract and enough references within the collection. */
function citingWorks(works: readonly Work[]): Citing[] {
  const byId = new Map(works.map((work) => [work.id, work]));
  return works.flatMap((work): Citing[] => {
    const cited = [...new Set(work.referenced_works)].flatMap((id) => (id === work.id ? [] : (byId.get(id) ?? [])));
    return work.abstract !== undefined && cited.length >= LEAST_CITED ? [{ work, cited }] : [];
  });
}

const textOf = ({ display_name, abstract = '' }: Work) => `${display_name}\n${abstract}`;

/** Without quotes and exclusions that nobody meant. */
function plain(text: string): string {
  return text.replaceAll(/["“”„‟]/g, ' ').replaceAll(/(?<=^|\s)-/g, ' ');
}

function shuffled<T>(from: readonly T[], random: () => number): T[] {
  return from
    .map((one) => ({ one, lot: random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ one }) => one);
}
