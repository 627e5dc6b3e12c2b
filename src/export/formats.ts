// The formats in which works can be taken along: what each is called, what it writes, and which fields it can leave out.
import type { Work } from '../domain/work.js';
import { bibtexEntry } from './bibtex.js';
import { CSV_COLUMNS, csvHead, csvLine } from './csv.js';
import { PLAIN_FIELDS, plainLine } from './plain.js';
import { risRecord } from './ris.js';

/** Writes an export, each work by itself. */
export interface Writer {
  /** Comes before the first work, also where there is none. */
  readonly head: string;
  readonly write: (work: Work) => string;
}

export interface ExportFormat {
  /** RFC 4180 registers text/csv; the others have no registered type, and these are what programs expect. */
  readonly mediaType: string;
  readonly fileName: string;
  /** The fields of an answer that `select` may choose; absent: a record is whole. */
  readonly fields?: readonly string[];
  /** @param select fields of an answer, in any order; empty or undefined: all */
  readonly writer: (select?: readonly string[]) => Writer;
}

interface Selectable {
  readonly fields: readonly string[];
}

const namesOf = (all: readonly Selectable[]) => [...new Set(all.flatMap(({ fields }) => fields))];

function chosen<S extends Selectable>(all: readonly S[], select: readonly string[] | undefined): readonly S[] {
  if (!select || select.length === 0) return all;
  return all.filter(({ fields }) => fields.some((field) => select.includes(field)));
}

export const EXPORT_FORMATS = {
  csv: {
    mediaType: 'text/csv; charset=utf-8; header=present',
    fileName: 'works.csv',
    fields: namesOf(CSV_COLUMNS),
    writer: (select) => {
      const columns = chosen(CSV_COLUMNS, select);
      return { head: csvHead(columns), write: (work) => csvLine(columns, work) };
    },
  },
  bibtex: {
    mediaType: 'application/x-bibtex; charset=utf-8',
    fileName: 'works.bib',
    writer: () => ({ head: '', write: bibtexEntry }),
  },
  ris: {
    mediaType: 'application/x-research-info-systems; charset=utf-8',
    fileName: 'works.ris',
    writer: () => ({ head: '', write: risRecord }),
  },
  jsonl: {
    mediaType: 'application/x-ndjson',
    fileName: 'works.jsonl',
    fields: namesOf(PLAIN_FIELDS),
    writer: (select) => {
      const fields = chosen(PLAIN_FIELDS, select);
      return { head: '', write: (work) => plainLine(fields, work) };
    },
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type ExportName = keyof typeof EXPORT_FORMATS;

export const EXPORT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportName[];

/** What is known of a format. */
export function exportFormat(name: ExportName): ExportFormat {
  return EXPORT_FORMATS[name];
}
