// Addresses of an embedded part: of the service, and of what its links lead to; pure.
import type { ThingType } from '../hrefs.js';

/** What `ideascope-open` says of a link: the host may show the thing in its own way. */
export interface Opened {
  readonly type: ThingType | 'graph' | 'search';
  /** Of the thing; of the explorer `author/<id>` of what is in its middle; empty for a search. */
  readonly id: string;
  /** The page of the service, absolute. */
  readonly href: string;
}

/**
 * Where the service is: as the attribute says, otherwise where the script came from.
 * @param attribute absolute, or relative to the page
 * @returns with a slash at the end; undefined for what is no address of a service
 */
export function serviceAddress(attribute: string | null, script: string, page: string): string | undefined {
  const said = attribute?.trim() ?? '';
  const written = said === '' ? new URL('.', script).href : said;
  if (!URL.canParse(written, page)) return undefined;
  const { protocol, origin, pathname } = new URL(written, page);
  return /^https?:$/.test(protocol) ? `${origin}${pathname.replace(/\/*$/, '/')}` : undefined;
}

/** @param href as hrefs.ts writes it, `/author/…` */
export function absoluteHref(service: string, href: string): string {
  return service + href.replace(/^\//, '');
}

export function openedBy(service: string, href: string): Opened {
  const absolute = absoluteHref(service, href);
  const [, type, id] = /^\/(work|author|topic|institution|source)\/([^?#]+)/.exec(href) ?? [];
  if (type && id) return { type: type as ThingType, id: decodeURIComponent(id), href: absolute };
  const url = new URL(absolute);
  const around = url.searchParams.get('around');
  return around === null ? { type: 'search', id: '', href: absolute } : { type: 'graph', id: around, href: absolute };
}

/** How many related works: 1 to 50, 5 where nothing else is said. */
export function limitOf(attribute: string | null): number {
  const limit = Number(attribute ?? '');
  return Number.isInteger(limit) && limit >= 1 ? Math.min(limit, MOST) : USUAL;
}

const USUAL = 5;
const MOST = 50;

/** The level of the first heading: 1 to 4, so that two further ones fit below; 2 where nothing else is said. */
export function headingLevelOf(attribute: string | null): number {
  const level = Number(attribute ?? '');
  return Number.isInteger(level) && level >= 1 && level <= 4 ? level : 2;
}
