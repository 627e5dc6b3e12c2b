// One work of several records: for each fact the best value that any of them has, and which record it is from.
import { compareText } from './order.js';
import { publishedDoi, standingOf, versionOf } from './records.js';
import type { TopicRef, Work } from './work.js';

/** Characters. A longer abstract is a text, a shorter one a remark; neither is preferred for its length. */
const SANE_ABSTRACT = { least: 200, most: 5000 };
/** Left by a reader of PDFs that does not know a letter. */
const DAMAGED = /\(cid:\d+\)|\uFFFD/;
/** A list of authors that has fewer than this share of the longest one is cut short. */
const WHOLE_LIST = 0.8;

/** The fields whose provenance is told, by the names that answers have for them. */
type Provenance = Record<string, string>;

/**
 * The work that these records describe, under the least of their ids (by code point). The order of the records does not
 * matter: they are read in the order of trust, which is published before unclear before preprint, then those with a DOI,
 * then by id.
 *
 * | fact                                             | is that of                                                   |
 * | ------------------------------------------------ | ------------------------------------------------------------ |
 * | title, type, language, source and address, year  | the first record that has it                                 |
 * | date                                             | the first with one in that year                              |
 * | DOI                                              | the first with one of a publisher, else the first with one   |
 * | OpenAlex id, arXiv id                            | the first record that has it                                 |
 * | abstract                                         | the longest of 200 to 5,000 characters without damage        |
 * | authors                                          | of the lists that are whole, the one with most ids, then affiliations |
 * | topics, keywords, references                     | all, each once                                               |
 * | citations                                        | the most                                                     |
 *
 * @param records as their sources have them (`asImported`), with distinct ids; one alone is returned as it is
 */
export function mergeRecords(records: readonly Work[]): Work {
  const ordered = inOrderOfTrust(records);
  const [first] = ordered;
  if (first === undefined) throw new Error('a work has at least one record');
  if (ordered.length === 1) return first;
  const provenance: Provenance = {};
  const from = <T>(name: string, record: Work, value: T): T => {
    provenance[name] = record.id;
    return value;
  };
  const id = headOf(ordered);
  const { abstract, ...facts } = firstFacts(ordered, from);
  return {
    id,
    display_name: facts.display_name,
    ...(abstract === undefined ? {} : { abstract }),
    ...facts.dated,
    type: from('type', first, first.type),
    ...(facts.language === undefined ? {} : { language: facts.language }),
    ids: idsOf(ordered, from),
    authorships: authorshipsOf(ordered, from),
    ...(facts.location === undefined ? {} : { primary_location: facts.location }),
    topics: united(ordered.map((one) => one.topics)),
    keywords: united(ordered.map((one) => one.keywords)),
    cited_by_count: citations(ordered, from),
    referenced_works: referencesOf(ordered),
    versions: ordered.map(versionOf),
    provenance,
    record: records.find((one) => one.id === id) as Work,
  };
}

/**
 * The id of the work that takes in these records: the least, whichever came first, of those that are not the former id
 * of another one.
 */
export function headOf(records: readonly Pick<Work, 'id' | 'ids'>[]): string {
  const present = records.filter((one) => !isFormer(one));
  const ids = (present.length > 0 ? present : records).map(({ id }) => id);
  return ids.sort(compareText)[0] as string;
}

/** Whether OpenAlex knows the record under another id now. */
function isFormer({ id, ids }: Pick<Work, 'id' | 'ids'>): boolean {
  return ids.openalex !== undefined && ids.openalex !== id && id.startsWith('https://openalex.org/');
}

function inOrderOfTrust(records: readonly Work[]): Work[] {
  const trust = (one: Work) => 2 * standingOf(one) + (publishedDoi(one.ids.doi) === undefined ? 1 : 0);
  return [...records].sort((a, b) => trust(a) - trust(b) || compareText(a.id, b.id));
}

type From = <T>(name: string, record: Work, value: T) => T;

function firstFacts(ordered: readonly Work[], from: From) {
  const first = <T>(name: string, value: (record: Work) => T | undefined): T | undefined => {
    for (const record of ordered) {
      const found = value(record);
      if (found !== undefined) return from(name, record, found);
    }
    return undefined;
  };
  const year = first('publication_year', (one) => one.publication_year);
  const date = first('publication_date', ({ publication_date: day, publication_year }) =>
    publication_year === year ? day : undefined,
  );
  return {
    display_name: first('display_name', (one) => one.display_name || undefined) ?? '',
    abstract: abstractOf(ordered, from),
    dated: {
      ...(year === undefined ? {} : { publication_year: year }),
      ...(date === undefined ? {} : { publication_date: date }),
    },
    language: first('language', (one) => one.language),
    location: locationOf(ordered, from),
  };
}

/** One whole place: a journal with the address of a preprint would mislead. */
function locationOf(ordered: readonly Work[], from: From): Work['primary_location'] {
  const record =
    ordered.find((one) => one.primary_location?.source) ?? ordered.find((one) => one.primary_location !== undefined);
  return record && from('primary_location', record, record.primary_location);
}

function abstractOf(ordered: readonly Work[], from: From): string | undefined {
  const worth = ({ abstract = '' }: Work) => {
    const { least, most } = SANE_ABSTRACT;
    const sane = abstract.length >= least && abstract.length <= most && !DAMAGED.test(abstract);
    return sane ? most + abstract.length : Math.min(abstract.length, most);
  };
  let best: Work | undefined;
  for (const one of ordered) {
    if (one.abstract !== undefined && (best === undefined || worth(one) > worth(best))) best = one;
  }
  return best && from('abstract', best, best.abstract);
}

function idsOf(ordered: readonly Work[], from: From): Work['ids'] {
  const ids: Work['ids'] = {};
  for (const kind of ['openalex', 'doi', 'arxiv'] as const) {
    const record =
      (kind === 'doi' ? ordered.find((one) => publishedDoi(one.ids.doi)) : undefined) ??
      ordered.find((one) => one.ids[kind] !== undefined);
    const value = record?.ids[kind];
    if (record !== undefined && value !== undefined) ids[kind] = from(`ids.${kind}`, record, value);
  }
  return ids;
}

function authorshipsOf(ordered: readonly Work[], from: From): Work['authorships'] {
  const longest = Math.max(...ordered.map((one) => one.authorships.length));
  const whole = ordered.filter((one) => one.authorships.length >= WHOLE_LIST * longest);
  const worth = ({ authorships }: Work) => [
    authorships.filter(({ author }) => author.id !== undefined).length,
    authorships.filter(({ author }) => author.orcid !== undefined).length,
    authorships.filter(({ institutions }) => institutions.length > 0).length,
  ];
  const better = (a: Work, b: Work) => {
    const [x, y] = [worth(a), worth(b)];
    const place = x.findIndex((value, i) => value !== y[i]);
    return place >= 0 && (x[place] as number) > (y[place] as number);
  };
  const best = whole.reduce((kept, one) => (better(one, kept) ? one : kept));
  return from('authorships', best, best.authorships);
}

/** Everything that any of them names, each once, as the first one writes it. */
function united(lists: readonly (readonly TopicRef[])[]): TopicRef[] {
  const all = new Map<string, TopicRef>();
  for (const list of lists) for (const one of list) if (!all.has(one.id)) all.set(one.id, one);
  return [...all.values()];
}

function citations(ordered: readonly Work[], from: From): number {
  const best = ordered.reduce((kept, one) => (one.cited_by_count > kept.cited_by_count ? one : kept));
  return from('cited_by_count', best, best.cited_by_count);
}

/** A version that names another one cites nothing by that. */
function referencesOf(ordered: readonly Work[]): string[] {
  const own = new Set(ordered.flatMap(({ id, ids }) => [id, ids.openalex, ids.doi, ids.arxiv]));
  return [...new Set(ordered.flatMap((one) => one.referenced_works))].filter((one) => !own.has(one));
}
