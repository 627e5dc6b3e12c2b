// The formats that can be imported, in the order in which a file is held against them.
import type { Work } from '../../src/domain/work.js';
import type { Incoming } from '../complete.js';
import { normalise, normaliseSupplement } from '../normalise.js';
import type { Rejected } from '../plain-work.js';
import { acl } from './acl.js';
import { arxiv } from './arxiv.js';
import { bibtex } from './bibtex.js';
import { crossref } from './crossref.js';
import { cslJson } from './csl-json.js';
import { dblp } from './dblp.js';
import type { Importer, JsonImporter, Reading, TextImporter } from './importer.js';
import { jsonl } from './jsonl.js';
import { oaiPmh } from './oai-pmh.js';
import { openalex } from './openalex.js';
import { openalexIds } from './openalex-ids.js';
import { pubmed } from './pubmed.js';
import { semanticScholar } from './semantic-scholar.js';

/** `jsonl` is last: what no other format recognises is read as the plain shape. */
const JSON_IMPORTERS = {
  openalex,
  arxiv,
  'semantic-scholar': semanticScholar,
  crossref,
  'csl-json': cslJson,
  jsonl,
} as const satisfies Record<string, JsonImporter>;

const TEXT_IMPORTERS = {
  acl,
  dblp,
  'oai-pmh': oaiPmh,
  'openalex-ids': openalexIds,
  pubmed,
  bibtex,
} as const satisfies Record<string, TextImporter>;

export type JsonFormat = keyof typeof JSON_IMPORTERS;
export type Format = JsonFormat | keyof typeof TEXT_IMPORTERS;

const ALL: Readonly<Record<Format, Importer>> = { ...JSON_IMPORTERS, ...TEXT_IMPORTERS };

export const FORMATS = (Object.keys(ALL) as Format[]).sort() as readonly Format[];

/** The endings of files that are read in folders, in lower case without the dot. */
export const ENDINGS: ReadonlySet<string> = new Set(Object.values(ALL).flatMap(({ endings }) => endings));

export function importerOf(format: Format): Importer {
  return ALL[format];
}

/** The importer of a file of JSON, judged by one of its records. */
export function recogniseJson(raw: unknown): JsonImporter {
  if (typeof raw !== 'object' || raw === null) return jsonl;
  return Object.values<JsonImporter>(JSON_IMPORTERS).find((importer) => importer.recognises(raw)) ?? jsonl;
}

/** The format of a file of JSON, judged by one of its records. */
export function detectFormat(raw: unknown): JsonFormat {
  return recogniseJson(raw).name as JsonFormat;
}

/** The importer of a file that is not JSON, judged by its first bytes; undefined: no format says that it is its own. */
export function recogniseText(head: string, file: string): TextImporter | undefined {
  return Object.values<TextImporter>(TEXT_IMPORTERS).find((importer) => importer.recognises(head, file));
}

/** One parsed record → a valid work, or why it cannot be one. Never throws. */
export function toWork(raw: unknown, format: JsonFormat): Work | Rejected {
  const incoming = readRecord(JSON_IMPORTERS[format], raw);
  if ('rejection' in incoming) return incoming;
  return 'work' in incoming ? incoming.work : { rejection: 'no work, but what is said of one' };
}

/** One parsed record → what can be written, or why nothing can. Never throws. */
export function readRecord(importer: JsonImporter, raw: unknown): Incoming | Rejected {
  return judged(importer.read(raw) ?? { rejection: 'not a JSON object' });
}

/** What an importer read → what can be written, or why nothing can. Never throws. */
export function judged(reading: Reading): Incoming | Rejected {
  if ('rejection' in reading) return reading;
  if ('supplements' in reading) return normaliseSupplement(reading);
  const work = normalise(reading);
  if ('rejection' in work) return work;
  return reading.partial === undefined || reading.partial.length === 0 ? { work } : { work, partial: reading.partial };
}
