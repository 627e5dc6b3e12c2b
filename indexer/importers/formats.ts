// The formats that can be imported, each with its reader, and how one is recognised from a record.
import { parseId } from '../../src/domain/ids.js';
import type { Work } from '../../src/domain/work.js';
import { normalise } from '../normalise.js';
import type { PlainWork, Rejected } from '../plain-work.js';
import { readJsonl } from './jsonl.js';
import { readOpenalex } from './openalex.js';

const READERS = { jsonl: readJsonl, openalex: readOpenalex } as const satisfies Record<
  string,
  (raw: unknown) => PlainWork | undefined
>;

export type Format = keyof typeof READERS;

export const FORMATS = Object.keys(READERS) as readonly Format[];

/**
 * The format of a file, judged by one of its records. `authorships` is a word of OpenAlex's shape alone, so works that
 * were exported from here come back whatever their ids are.
 */
export function detectFormat(raw: unknown): Format {
  if (typeof raw !== 'object' || raw === null) return 'jsonl';
  if ('authorships' in raw || 'abstract_inverted_index' in raw) return 'openalex';
  const id = 'id' in raw && typeof raw.id === 'string' ? parseId(raw.id).scheme : undefined;
  return id === 'openalex' && 'display_name' in raw ? 'openalex' : 'jsonl';
}

/** One parsed record → a valid work, or why it cannot be one. Never throws. */
export function toWork(raw: unknown, format: Format): Work | Rejected {
  const plain = READERS[format](raw);
  return plain === undefined ? { rejection: 'not a JSON object' } : normalise(plain);
}
