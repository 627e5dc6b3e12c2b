// Whom a person has written works with: how strong each bond is, and which of them are close.
import type { Author } from '../domain/entities.js';
import { compareText } from '../domain/order.js';
import type { Work } from '../domain/work.js';
import type { Total } from '../engine/engine.js';
import type { LibraryDeps } from './deps.js';
import { allOwnWorks, authorOf } from './own-works.js';

export interface CollaboratorsRequest {
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

export interface Collaborator {
  readonly author: Author;
  /** Σ 1 / (authors of a joint work − 1), each halved for every `HALF_LIFE` years that the work is old. */
  readonly strength: number;
  readonly jointWorks: number;
  /** Years of the first and of the latest joint work; undefined if none has a year. */
  readonly firstYear: number | undefined;
  readonly lastYear: number | undefined;
  /** At least `CLOSE_WORKS` joint works, with a strength of at least `CLOSE_STRENGTH` however old they are. */
  readonly close: boolean;
}

export interface CollaboratorsAnswer {
  /** Everybody with a joint work. */
  readonly total: Total;
  /** How many of them are close. */
  readonly close: number;
  /** Close ones first, then by strength, then by id. */
  readonly collaborators: readonly Collaborator[];
}

/** Years after which a joint work counts half, back from the latest work of the person. */
export const HALF_LIFE = 5;

/** One joint work is an encounter. */
export const CLOSE_WORKS = 2;

/** That of one work by four people, or of two by seven: being named together in long lists does not make people close. */
export const CLOSE_STRENGTH = 1 / 3;

/** Sums of thirds, sevenths and so on: what is equal on paper must not fail by its last bit. */
const ROUNDING = 1e-9;

/** What joint works say of two people. */
export interface Bond extends Omit<Collaborator, 'author'> {
  readonly id: string;
}

/**
 * Whom a person has worked with, most important first.
 * @param authorId a stored id
 * @throws IdeascopeError not_found, index_not_ready
 */
export async function collaborators(
  deps: LibraryDeps,
  authorId: string,
  request: CollaboratorsRequest,
): Promise<CollaboratorsAnswer> {
  const [author, own] = await Promise.all([authorOf(deps, authorId), allOwnWorks(deps, authorId)]);
  return collaboratorsAmong(deps, bondsOf(author.id, own.works), request);
}

/** One page of people of these bonds. Somebody whose record is not derived yet is counted, and shown when it is. */
export async function collaboratorsAmong(
  deps: LibraryDeps,
  bonds: readonly Bond[],
  { page, perPage }: CollaboratorsRequest,
): Promise<CollaboratorsAnswer> {
  const shown = bonds.slice((page - 1) * perPage, page * perPage);
  const authors = await deps.library.authors.fetch(shown.map(({ id }) => id));
  return {
    total: { value: bonds.length, relation: 'eq' },
    close: bonds.reduce((count, bond) => count + (bond.close ? 1 : 0), 0),
    collaborators: shown.flatMap(({ id: _, ...bond }, i) => {
      const author = authors[i];
      return author ? [{ author, ...bond }] : [];
    }),
  };
}

/** A bond while it is added up. */
interface Sum {
  readonly id: string;
  damped: number;
  plain: number;
  works: number;
  first: number | undefined;
  last: number | undefined;
}

/**
 * The bonds that a person's works show, close ones first, then by strength, then by id. A work of n people adds
 * 1 / (n − 1) to each of its pairs: who writes with many has less time for each (Newman, "Scientific collaboration
 * networks. II", Physical Review E 64, 016132, 2001). A work without a year is taken to be as old as the oldest.
 */
export function bondsOf(authorId: string, works: readonly Work[]): readonly Bond[] {
  const years = works.flatMap(({ publication_year: year }) => year ?? []);
  const latest = years.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const oldest = years.reduce((a, b) => Math.min(a, b), latest);
  const sums = new Map<string, Sum>();
  for (const work of works) {
    const { others, people } = peopleOf(work, authorId);
    const share = 1 / (people - 1);
    const age = years.length === 0 ? 0 : latest - (work.publication_year ?? oldest);
    for (const id of others) add(sums, id, share, share * 0.5 ** (age / HALF_LIFE), work.publication_year);
  }
  return [...sums.values()].map(bondOf).sort(byImportance);
}

/** Everybody else who is known by an id, each once, and how many people wrote the work. */
function peopleOf(work: Work, authorId: string): { readonly others: ReadonlySet<string>; readonly people: number } {
  const ids = new Set<string>();
  let unknown = 0;
  for (const { author } of work.authorships) {
    if (author.id === undefined) unknown++;
    else ids.add(author.id);
  }
  const people = ids.size + unknown;
  ids.delete(authorId);
  return { others: ids, people };
}

function add(sums: Map<string, Sum>, id: string, plain: number, damped: number, year: number | undefined): void {
  const sum = sums.get(id) ?? { id, damped: 0, plain: 0, works: 0, first: undefined, last: undefined };
  sum.damped += damped;
  sum.plain += plain;
  sum.works++;
  if (year !== undefined) {
    sum.first = Math.min(year, sum.first ?? year);
    sum.last = Math.max(year, sum.last ?? year);
  }
  sums.set(id, sum);
}

function bondOf({ id, damped, plain, works, first, last }: Sum): Bond {
  return {
    id,
    strength: damped,
    jointWorks: works,
    firstYear: first,
    lastYear: last,
    close: works >= CLOSE_WORKS && plain >= CLOSE_STRENGTH - ROUNDING,
  };
}

function byImportance(a: Bond, b: Bond): number {
  return Number(b.close) - Number(a.close) || b.strength - a.strength || compareText(a.id, b.id);
}
