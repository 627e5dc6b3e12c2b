// What to ask a repository for: its address, a set, a span of days, a format of metadata.
import { UsageError } from '../usage.js';

/** A request for a list of records (OAI-PMH 2.0, verb ListRecords). */
export interface OaiRequest {
  /** The address of the repository, without arguments. */
  readonly base: string;
  /** Of the metadata. */
  readonly prefix: string;
  readonly set: string | undefined;
  /** The first and the last day on which records changed: a date or a time of ISO 8601, in UTC. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Milliseconds between an answer and the next request, at least. */
  readonly pause: number;
}

/** info.arxiv.org/help/oa */
const ARXIV = 'https://oaipmh.arxiv.org/oai';
/** Seconds; arXiv's terms of use for its programming interfaces. */
const ARXIV_PAUSE = 3;
const OTHER_PAUSE = 1;
const LONGEST_PAUSE = 3600;

const STAMP = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?$/;

function stampOf(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = String(value);
  const time = STAMP.test(text) ? Date.parse(text) : Number.NaN;
  // a day that no month has is moved on by the parser
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, 10))) return text;
  throw new UsageError(`--${name} ${text}: expected a day such as 2026-01-01, or a time such as 2026-01-01T12:00:00Z`);
}

function baseOf(repository: string): string {
  if (repository.toLowerCase() === 'arxiv') return ARXIV;
  const url = URL.canParse(repository) ? new URL(repository) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`${repository}: expected arxiv, or the address of a repository such as https://host/oai`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `${repository}: expected an address without arguments; they come from --set, --from and others`,
    );
  }
  return url.href;
}

function pauseOf(value: unknown, arxiv: boolean): number {
  const least = arxiv ? ARXIV_PAUSE : 0;
  const seconds = value === undefined ? Math.max(least, OTHER_PAUSE) : Number(value);
  if (value !== '' && seconds >= least && seconds <= LONGEST_PAUSE) return seconds * 1000;
  const who = arxiv ? `, as arXiv asks for at least ${ARXIV_PAUSE}` : '';
  throw new UsageError(`--pause ${value}: expected seconds from ${least} to ${LONGEST_PAUSE}${who}`);
}

/**
 * @param repository `arxiv`, or the address of any repository
 * @throws UsageError
 */
export function oaiRequest(repository: string, options: Readonly<Record<string, unknown>>): OaiRequest {
  const base = baseOf(repository);
  const arxiv = /(?:^|\.)arxiv\.org$/i.test(new URL(base).hostname);
  const text = (name: string) => (options[name] === undefined ? undefined : String(options[name]));
  const [from, until] = [stampOf('from', options.from), stampOf('until', options.until)];
  if (from !== undefined && until !== undefined) {
    if (from.length !== until.length) throw new UsageError('--from and --until: give both as days, or both as times');
    if (from > until) throw new UsageError(`--from ${from} is after --until ${until}`);
  }
  const prefix = text('prefix') ?? (arxiv ? 'arXiv' : 'oai_dc');
  return { base, prefix, set: text('set'), from, until, pause: pauseOf(options.pause, arxiv) };
}

/** @param token of the page to ask for; the first page has none, and the others take no other argument */
export function addressOf({ base, prefix, set, from, until }: OaiRequest, token: string | undefined): string {
  const address = new URL(base);
  const given = token === undefined ? { metadataPrefix: prefix, set, from, until } : { resumptionToken: token };
  address.searchParams.set('verb', 'ListRecords');
  for (const [name, value] of Object.entries(given)) if (value !== undefined) address.searchParams.set(name, value);
  return address.href;
}
