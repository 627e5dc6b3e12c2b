// Importer of arXiv's metadata snapshot: one object per paper, as JSON Lines (info.arxiv.org/help/bulk_data.html).
import { z } from 'zod';
import { canonicalIdOf } from '../../src/domain/ids.js';
import type { PlainAuthor, PlainRef, PlainWork } from '../plain-work.js';
import { arxivTopics } from './arxiv-categories.js';
import type { JsonImporter } from './importer.js';
import { journalOf } from './journal-ref.js';
import { list, text } from './lenient.js';
import { WITHDRAWN } from './marks.js';

const schema = z.object({
  id: text,
  title: text,
  abstract: text,
  authors: text,
  authors_parsed: list(z.array(z.unknown())),
  comments: text,
  categories: text,
  doi: text,
  'journal-ref': text,
  versions: list(z.object({ created: text })),
});

type Paper = z.output<typeof schema>;

const SUFFIX = /^(?:jr|sr|ii|iii|iv)\.?$/i;
/** A mark that points at the list of affiliations behind the authors: `1 and 2`, `a,b`. */
const MARK = /^(?:\d{1,2}|[a-z])(?:\s*(?:,|and|&)\s*(?:\d{1,2}|[a-z]))*$/;

/** The facts of a paper; undefined if the record is not an object. */
function readArxiv(raw: unknown): PlainWork | undefined {
  const result = schema.safeParse(raw);
  if (!result.success) return undefined;
  const paper = result.data;
  const id = paper.id === undefined ? undefined : canonicalIdOf('arxiv', paper.id);
  const journal = journalOf(paper['journal-ref']);
  const date = dayOf(paper.versions[0]?.created);
  return {
    // one that arXiv would not give is kept as it is
    id: id ?? paper.id,
    title: paper.title,
    abstract: paper.abstract,
    year: date === undefined ? yearInId(paper.id) : undefined,
    date,
    type: 'preprint',
    doi: doiOfOthers(paper.doi, id),
    arxiv: [id],
    url: id === undefined ? undefined : `https://arxiv.org/abs/${id.slice('arxiv:'.length)}`,
    source: { name: journal ?? 'arXiv' },
    authors: authorsOf(paper),
    topics: arxivTopics(paper.categories ?? ''),
    keywords: isWithdrawn(paper) ? [WITHDRAWN] : [],
    references: [],
  };
}

/** The day of a date as in mails, `Mon, 2 Apr 2007 19:18:42 GMT`, as ISO 8601. */
function dayOf(created: string | undefined): string | undefined {
  if (created === undefined || !/\d{4}/.test(created)) return undefined;
  const time = Date.parse(created);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}

/** The year in which an id was given: `0704.0001`, `hep-th/9901001`. arXiv began in 1991. */
function yearInId(id: string | undefined): number | undefined {
  const digits = /^(?:arxiv:)?(?:[a-z.-]+\/)?(\d\d)\d\d/i.exec(id?.trim() ?? '')?.[1];
  if (digits === undefined) return undefined;
  const year = Number(digits);
  return year > 90 ? 1900 + year : 2000 + year;
}

/** Without a DOI that arXiv gave to another paper: authors note it by mistake. */
function doiOfOthers(doi: string | undefined, id: string | undefined): string | undefined {
  const registered = /10\.48550\/(arxiv\.\S+)/i.exec(doi ?? '')?.[1]?.replace('.', ':');
  if (registered === undefined) return doi;
  return canonicalIdOf('arxiv', registered) === id ? doi : undefined;
}

function isWithdrawn({ abstract, comments }: Paper): boolean {
  return [abstract, comments].some((one) => one !== undefined && saysWithdrawn(one));
}

/** Characters of a remark that may say so. */
const LONGEST_BEGINNING = 200;

function saysWithdrawn(remark: string): boolean {
  if (!/withdrawn/i.test(remark)) return false;
  const beginning = remark.trim().slice(0, LONGEST_BEGINNING).replace(/\s+/g, ' ');
  return /^(?:\(?withdrawn\b|(?:this|the) [\w -]{1,40}?\b(?:has|have|is|was) (?:been )?(?:\w+ )?withdrawn\b)/i.test(
    beginning,
  );
}

/** From the parsed list: in the string, a suffix after a comma looks like a person. */
function authorsOf({ authors_parsed, authors = '' }: Paper): PlainAuthor[] {
  if (authors_parsed.length === 0) return authorsIn(authors);
  const legend = legendIn(authors);
  return authors_parsed.map((parts) => {
    const [family = '', given = '', suffix = '', ...affiliations] = parts.map((part) =>
      typeof part === 'string' ? part.trim() : '',
    );
    // the parsed list sets a blank before the hyphen of `C.-P.`
    const name = [given.replace(/\. -/g, '.-'), family, suffix].filter(Boolean).join(' ');
    return { name, institutions: affiliations.flatMap((one) => institutionsOf(one, legend)) };
  });
}

function institutionsOf(affiliation: string, legend: ReadonlyMap<string, string>): PlainRef[] {
  if (!MARK.test(affiliation)) return affiliation === '' ? [] : [{ name: affiliation }];
  const marks = affiliation.match(/\d{1,2}|\b[a-z]\b/g) ?? [];
  return marks.flatMap((mark) => legend.get(mark) ?? []).map((name) => ({ name }));
}

/** The list of affiliations behind the authors, `((1) CREST, (2) University of Tokyo)`, by their marks. */
function legendIn(authors: string): ReadonlyMap<string, string> {
  const legend = new Map<string, string>();
  const start = authors.search(/\(\s*\((?:\d{1,2}|[a-z])\)/);
  if (start < 0) return legend;
  const [, ...parts] = authors
    .slice(start + 1)
    .replace(/\)\s*$/, '')
    .split(/\((\d{1,2}|[a-z])\)/);
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const name = (parts[i + 1] as string)
      .trim()
      .replace(/(?<![\s,;])[\s,;]+(?:and)?$/, '')
      .trim();
    if (name !== '') legend.set(parts[i] as string, name);
  }
  return legend;
}

/** Snapshots that lack the parsed list: names between commas and `and`, without what stands in brackets. */
function authorsIn(authors: string): PlainAuthor[] {
  const names: string[] = [];
  for (const piece of withoutBrackets(authors).split(/[,;:]|\s(?:&|and)\s/)) {
    const name = piece.trim().replace(/^and\s+/, '');
    if (name === '') continue;
    if (SUFFIX.test(name) && names.length > 0) names[names.length - 1] += ` ${name}`;
    else names.push(name);
  }
  return names.map((name) => ({ name, institutions: [] }));
}

function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const letter of text.replace(/\s+/g, ' ')) {
    if (letter === '(') depth += 1;
    else if (letter === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += letter;
  }
  return kept;
}

/** Categories as one string are a word of this shape alone; an id that arXiv gives makes it certain. */
function isArxiv(record: object): boolean {
  if (!('categories' in record) || typeof record.categories !== 'string' || !('id' in record)) return false;
  return (
    typeof record.id === 'string' && canonicalIdOf('arxiv', record.id) !== undefined && !('display_name' in record)
  );
}

export const arxiv: JsonImporter = {
  name: 'arxiv',
  endings: ['json', 'jsonl'],
  medium: 'json',
  recognises: isArxiv,
  read: readArxiv,
};
