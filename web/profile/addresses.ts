// Addresses of a profile: under which id it is shown, and the list of all works with its search and page; pure.
import { thingHref } from '../hrefs.js';

export interface WorksList {
  /** What is searched for in the works of the person. */
  readonly q: string;
  /** From 1. */
  readonly page: number;
}

/** `/author/<id>?works=all&q=…&page=2` */
export function worksHref(id: string, { q, page }: WorksList = { q: '', page: 1 }): string {
  const query = new URLSearchParams({ works: 'all' });
  if (q.trim() !== '') query.set('q', q);
  if (page > 1) query.set('page', String(page));
  return `${thingHref('author', id)}?${query}`;
}

/** undefined where the address is that of the whole profile. */
export function readWorksList(search: string): WorksList | undefined {
  const query = new URLSearchParams(search);
  if (query.get('works') !== 'all') return undefined;
  const page = Number(query.get('page'));
  return { q: query.get('q') ?? '', page: Number.isInteger(page) && page > 1 ? page : 1 };
}

/**
 * The id that belongs into the address, where another record has answered: one was merged into it, or it was asked for by
 * its ORCID. The short form of an address (`A5023888391`) is left as people write it.
 */
export function movedTo(asked: string, answered: string | undefined): string | undefined {
  if (!answered || answered === asked) return undefined;
  return answered.toLowerCase().endsWith(`/${asked.toLowerCase()}`) ? undefined : answered;
}

/** The name that an id is made of, for who looks for somebody under an id that is not there: `author:jane-doe` → `jane doe`. */
export function nameInId(id: string): string {
  const [, name = ''] = /^author:([\p{L}\p{M}\p{N}-]+)/u.exec(id) ?? [];
  return name.replaceAll('-', ' ').trim();
}

/** Pages that can be reached, at least one. */
export function pagesOf(reachable: number, perPage: number): number {
  return Math.max(1, Math.ceil(reachable / perPage));
}
