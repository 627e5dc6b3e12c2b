// The works of one person, newest first, and the person's record.
import type { Author } from '../domain/entities.js';
import { WORKS } from '../domain/fields.js';
import type { Filter, SortKey } from '../domain/query.js';
import type { Work } from '../domain/work.js';
import type { Position, Total } from '../engine/engine.js';
import { IdeascopeError } from '../errors.js';
import { positionOf } from './cursor.js';
import type { LibraryDeps } from './deps.js';
import { quoted } from './messages.js';

/** Latest year first, in it the latest day; works without a day come after those with one. */
export const NEWEST_FIRST: readonly SortKey[] = [
  { field: 'publication_year', direction: 'desc' },
  { field: 'publication_date', direction: 'desc' },
];

/** Nobody has written more; a record with more works is of a group, and its newest ones stand for it. */
export const MOST_OWN_WORKS = 5000;

/** What is read of a person's works where the newest are enough. */
export const NEWEST_READ = 200;

const PAGE = 1000;

/** What is read of a person's works. */
export interface OwnWorks {
  /** Newest first, at most `MOST_OWN_WORKS`. */
  readonly works: readonly Work[];
  /** How many there are. */
  readonly total: Total;
  /** How many works of anybody searches see. */
  readonly indexed: number;
}

/** The works that a person wrote. */
export function writtenBy(authorId: string): Filter {
  return { type: 'values', field: 'authorships.author.id', values: [authorId] };
}

/** The newest works of a person, by stored id; none for an unknown one. @throws IdeascopeError index_not_ready */
export async function ownWorks(deps: LibraryDeps, authorId: string, limit = NEWEST_READ): Promise<readonly Work[]> {
  return (await readPage(deps, authorId, limit, undefined)).works;
}

/** All works of a person, by stored id, read in pages. @throws IdeascopeError index_not_ready */
export async function allOwnWorks(deps: LibraryDeps, authorId: string): Promise<OwnWorks> {
  const first = await readPage(deps, authorId, PAGE, undefined);
  const works = [...first.works];
  let last = works.at(-1);
  let more = first.more;
  while (more && last !== undefined && works.length < MOST_OWN_WORKS) {
    const next = await readPage(deps, authorId, PAGE, positionOf(last, NEWEST_FIRST, WORKS));
    works.push(...next.works);
    last = next.works.at(-1);
    more = next.more;
  }
  return { works, total: first.total, indexed: first.indexed };
}

async function readPage(deps: LibraryDeps, authorId: string, limit: number, after: Position | undefined) {
  const found = await deps.library.works.retrieve({
    filter: writtenBy(authorId),
    lexical: false,
    window: 0,
    order: { by: NEWEST_FIRST, offset: 0, limit, ...(after ? { after } : {}) },
    facets: [],
  });
  const works = (await deps.library.works.fetch(found.sorted)).filter((work) => work !== undefined);
  return { works, more: found.sorted.length === limit, total: found.total, indexed: found.coverage.works };
}

/** A person by stored id. @throws IdeascopeError not_found */
export async function authorOf(deps: LibraryDeps, authorId: string): Promise<Author> {
  const [author] = authorId === '' ? [] : await deps.library.authors.fetch([authorId]);
  if (author) return author;
  const message = `there is no author with the id ${quoted(authorId)}: write the id of a record of /authors`;
  throw new IdeascopeError('not_found', message, 'id');
}
