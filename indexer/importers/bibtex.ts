// Importer of BibTeX and biblatex, as reference managers, publishers and the ACL Anthology write it.
import type { PlainRef, PlainWork } from '../plain-work.js';
import { type Block, blocksOf } from './bibtex-blocks.js';
import { type BibtexEntry, BibtexError, readEntry } from './bibtex-syntax.js';
import { bibtexText, namesOf, verbatim } from './bibtex-text.js';
import type { Bytes } from './byte-stream.js';
import { MONTHS } from './date-parts.js';
import type { Entry, Reading, TextImporter } from './importer.js';

type Fields = ReadonlyMap<string, string>;

/** What standard styles define. */
const MACROS = MONTHS.map((month) => [month, month] as const);

/** BibTeX's and biblatex's types in the words of the works here. */
const TYPES: Readonly<Record<string, string>> = {
  inproceedings: 'proceedings-article',
  conference: 'proceedings-article',
  incollection: 'book-chapter',
  inbook: 'book-chapter',
  inreference: 'reference-entry',
  mvbook: 'book',
  booklet: 'book',
  collection: 'book',
  phdthesis: 'dissertation',
  mastersthesis: 'dissertation',
  thesis: 'dissertation',
  techreport: 'report',
  misc: 'other',
  online: 'other',
  electronic: 'other',
  www: 'other',
  unpublished: 'other',
};
const LANGUAGES: Readonly<Record<string, string>> = {
  english: 'en',
  american: 'en',
  british: 'en',
  german: 'de',
  ngerman: 'de',
  french: 'fr',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  russian: 'ru',
  chinese: 'zh',
  japanese: 'ja',
};
/** What others refer to as the whole that they are a part of. */
const WHOLES = /^(?:proceedings|book|collection|periodical|mv[a-z]+|reference)$/;
/** What a part has of its whole. */
const INHERITED = ['year', 'date', 'month', 'publisher', 'issn', 'series', 'journal', 'language'];
/** So many readings wait for a whole that comes later, as BibTeX wants it. */
const MOST_WAITING = 500;
const BEGINNING = /^\s*@\s*[A-Za-z]+\s*[{(]/;
const ARXIV = /arxiv[:\s/]{0,8}(?:abs\/\s?)?((?:[a-z-]{1,20}(?:\.[a-z]{2})?\/)?\d{4}[\d.]{3,6}(?:v\d{1,4})?)/i;

/** An entry that was read, or what stands in its place. */
interface Read {
  readonly line: number;
  readonly entry?: BibtexEntry;
  readonly rejection?: string;
}

/** What is known of the entries of a file so far. */
class Bibliography {
  private readonly macros = new Map<string, string>(MACROS);
  /** Key in lower case → line, as BibTeX does not tell cases apart. */
  private readonly lines = new Map<string, number>();
  private readonly wholes = new Map<string, Fields>();
  private waiting: Read[] = [];

  /** The readings that a block completes. */
  *push(block: Block): Generator<Entry> {
    for (const read of this.read(block)) this.waiting.push(read);
    yield* this.flush(false);
  }

  /** Everything that still waits. */
  *end(): Generator<Entry> {
    yield* this.flush(true);
  }

  private *read({ text, line, problem }: Block): Generator<Read> {
    if (problem !== undefined) yield { line, rejection: problem };
    let at = problem === undefined ? text.indexOf('@') : -1;
    while (at >= 0) {
      const place = lineAt(text, at, line);
      try {
        const entry = readEntry(text, at, this.macros);
        yield* this.keep(entry, place);
        // another one on the same line; anything else between entries is a remark
        const behind = text.slice(entry.end);
        at = BEGINNING.test(behind) ? text.indexOf('@', entry.end) : -1;
      } catch (error) {
        if (!(error instanceof BibtexError)) throw error;
        const wrong = lineAt(text, error.at, line);
        yield { line: place, rejection: `BibTeX: ${error.message}${wrong === place ? '' : ` (line ${wrong})`}` };
        at = -1;
      }
    }
  }

  private *keep(entry: BibtexEntry, line: number): Generator<Read> {
    const { type, fields } = entry;
    if (type === 'comment' || type === 'preamble') return;
    if (type === 'string') {
      for (const [name, value] of fields) this.macros.set(name, value);
      return;
    }
    const key = entry.key.toLowerCase();
    const before = this.lines.get(key);
    if (key !== '' && before !== undefined) {
      yield { line, rejection: `BibTeX: the key "${entry.key}" is that of the entry in line ${before}, too` };
      return;
    }
    this.lines.set(key, line);
    if (WHOLES.test(type)) this.wholes.set(key, fields);
    yield { line, entry };
  }

  private *flush(isEnd: boolean): Generator<Entry> {
    let done = 0;
    for (const read of this.waiting) {
      const parent = parentOf(read.entry);
      const mayCome = parent !== undefined && !this.wholes.has(parent);
      if (mayCome && !isEnd && this.waiting.length - done <= MOST_WAITING) break;
      done++;
      yield { unit: 'line', number: read.line, reading: this.reading(read, parent) };
    }
    if (done > 0) this.waiting = this.waiting.slice(done);
  }

  private reading({ entry, rejection }: Read, parent: string | undefined): Reading {
    if (entry === undefined) return { rejection: rejection ?? '' };
    return workOf(entry, parent === undefined ? undefined : this.wholes.get(parent));
  }
}

function parentOf(entry: BibtexEntry | undefined): string | undefined {
  const parent = entry?.fields.get('crossref')?.trim().toLowerCase();
  return parent === '' ? undefined : parent;
}

function lineAt(text: string, at: number, first: number): number {
  let line = first;
  for (let next = text.indexOf('\n'); next >= 0 && next < at; next = text.indexOf('\n', next + 1)) line++;
  return line;
}

/** The facts of an entry; what it lacks it has of the whole that it is a part of. */
function workOf({ type, key, fields: own }: BibtexEntry, whole: Fields | undefined): PlainWork {
  const fields = whole === undefined ? own : inherited(own, whole);
  const text = (...names: string[]) => bibtexText(firstOf(fields, names) ?? '') || undefined;
  const address = (...names: string[]) => verbatim(firstOf(fields, names) ?? '') || undefined;
  const people = fields.get('author') ?? (type === 'book' || type === 'collection' ? fields.get('editor') : undefined);
  const { names, isCut } = namesOf(people ?? '');
  const arxiv = arxivIn(fields);
  const link = address('url', 'ee') ?? /https?:\/\/\S+/.exec(verbatim(fields.get('howpublished') ?? ''))?.[0];
  const subtitle = text('subtitle');
  const title = text('title');
  const doi = address('doi') ?? (link !== undefined && /\bdoi\.org\//.test(link) ? link : undefined);
  return {
    id: [key, doi, link].find((one) => one !== undefined && one !== ''),
    title: title === undefined || subtitle === undefined ? title : `${title}: ${subtitle}`,
    abstract: text('abstract'),
    ...dateOf(fields),
    type: typeOf(type, fields, arxiv !== undefined),
    language: languageIn(text('language', 'langid')),
    doi,
    arxiv: [arxiv, link],
    url: link,
    source: sourceOf(type, fields),
    authors: names.map((name) => ({ name, institutions: [] })),
    topics: [],
    keywords: (text('keywords', 'keyword') ?? '')
      .split(/[,;]/)
      .map((keyword) => keyword.trim())
      .filter(Boolean)
      .map((name) => ({ name })),
    references: [],
    ...(isCut ? { partial: ['authors'] as const } : {}),
  };
}

function inherited(own: Fields, whole: Fields): Fields {
  const fields = new Map(own);
  const booktitle = whole.get('booktitle') ?? whole.get('title');
  if (!fields.has('booktitle') && booktitle !== undefined) fields.set('booktitle', booktitle);
  for (const name of INHERITED) {
    const value = whole.get(name);
    if (!fields.has(name) && value !== undefined) fields.set(name, value);
  }
  return fields;
}

function firstOf(fields: Fields, names: readonly string[]): string | undefined {
  return names.map((name) => fields.get(name)).find((value) => value !== undefined && value.trim() !== '');
}

/** `eprint` with its archive, or the places where others write an arXiv id. */
function arxivIn(fields: Fields): string | undefined {
  const eprint = verbatim(fields.get('eprint') ?? '');
  const archive = firstOf(fields, ['archiveprefix', 'eprinttype']) ?? '';
  if (eprint !== '' && /arxiv/i.test(archive)) return `arxiv:${eprint.replace(/^arxiv:/i, '')}`;
  const written = ['eprint', 'journal', 'journaltitle', 'note', 'howpublished', 'volume'].map(
    (name) => fields.get(name) ?? '',
  );
  const id = written.map((value) => ARXIV.exec(value)?.[1]).find((found) => found !== undefined);
  return id === undefined ? undefined : `arxiv:${id}`;
}

function typeOf(type: string, fields: Fields, isArxiv: boolean): string {
  const journal = firstOf(fields, ['journal', 'journaltitle']) ?? '';
  const standsAlone =
    /^(?:misc|online|unpublished|techreport)$/.test(type) || (type === 'article' && /^$|arxiv|corr\b/i.test(journal));
  if (isArxiv && standsAlone) return 'preprint';
  return Object.hasOwn(TYPES, type) ? (TYPES[type] as string) : type;
}

function sourceOf(type: string, fields: Fields): PlainRef | undefined {
  const name = firstOf(fields, ['journal', 'journaltitle', 'booktitle', 'series']);
  if (name === undefined || WHOLES.test(type)) return undefined;
  const source = /arxiv/i.test(name) && ARXIV.test(name) ? 'arXiv' : bibtexText(name);
  return { name: source, issn: verbatim(fields.get('issn') ?? '').split(/[,;]/)[0] || undefined };
}

const languageIn = (name: string | undefined) =>
  name === undefined ? undefined : (LANGUAGES[name.toLowerCase()] ?? name);

/** `date` of biblatex, or year, month and day, the day also beside the month: `jan # "~5"`. */
function dateOf(fields: Fields): Pick<PlainWork, 'year' | 'date'> {
  const written = verbatim(firstOf(fields, ['date', 'year']) ?? '');
  const year = /(?<!\d)(?:1\d|20)\d\d(?!\d)/.exec(written)?.[0];
  const full = /^\d{4}-\d{2}-\d{2}/.exec(written)?.[0];
  if (full !== undefined || year === undefined) return { year, date: full };
  const month = bibtexText(fields.get('month') ?? '').toLowerCase();
  const named = MONTHS.findIndex((name) => month.includes(name)) + 1;
  const number = named || Number(/^\s*(\d{1,2})\s*$/.exec(month)?.[1] ?? 0);
  const day = Number(/(?<!\d)\d{1,2}(?!\d)/.exec(fields.get('day') ?? (named > 0 ? month : ''))?.[0] ?? 0);
  if (number < 1 || number > 12 || day < 1) return { year };
  return { year, date: `${year}-${String(number).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}

async function* entries(bytes: Bytes): AsyncGenerator<Entry> {
  const bibliography = new Bibliography();
  for await (const block of blocksOf(bytes)) yield* bibliography.push(block);
  yield* bibliography.end();
}

export const bibtex: TextImporter = {
  name: 'bibtex',
  endings: ['bib', 'bibtex'],
  medium: 'text',
  recognises: (head) => /^[ \t]*@\s*(?:[A-Za-z]+\s*\{[^{}=@]*,|string\s*[{(]|preamble\s*[{(]|comment\b)/im.test(head),
  entries,
};
