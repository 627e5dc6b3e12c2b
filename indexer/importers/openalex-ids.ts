// Importer of OpenAlex's merged ids: tables `merge_date,id,merge_into_id` of works that were found to be one (docs.openalex.org).
import { canonicalIdOf, parseId } from '../../src/domain/ids.js';
import type { Bytes } from './byte-stream.js';
import type { Entry, Reading, TextImporter } from './importer.js';
import type { Piece } from './pieces.js';
import { LineSplitter } from './read-lines.js';

const HEADING = /^(?:\xef\xbb\xbf)?"?merge_date"?,"?id"?,"?merge_into_id"?\s*$/;

/** Only ids of works lead somewhere: people, institutions and sources come with the works. */
function readMerge(line: string): Reading {
  const [, from = '', into = ''] = line.split(',', 3).map((cell) => cell.trim().replace(/^"|"$/g, ''));
  const [former, kept] = [canonicalIdOf('openalex', from), canonicalIdOf('openalex', into)];
  if (former === undefined || kept === undefined) return { rejection: 'not a date and two OpenAlex ids' };
  if (!isWork(former) || !isWork(kept)) {
    return { rejection: 'a merged id of a person, institution or source: these come with the works', skipped: true };
  }
  return former === kept ? { rejection: 'an id that is merged into itself' } : { supplements: kept, formerId: former };
}

const isWork = (id: string) => parseId(id).value.startsWith('W');

function* entriesOf(pieces: readonly Piece[]): Generator<Entry> {
  for (const piece of pieces) {
    const { number } = piece;
    if ('problem' in piece) {
      yield { unit: 'line', number, reading: { rejection: piece.problem } };
      continue;
    }
    const line = piece.text.toString('utf8');
    if (number > 1 || !HEADING.test(piece.text.toString('latin1'))) {
      yield { unit: 'line', number, reading: readMerge(line) };
    }
  }
}

async function* entries(bytes: Bytes): AsyncGenerator<Entry> {
  const splitter = new LineSplitter();
  for await (const chunk of bytes) yield* entriesOf(splitter.push(chunk));
  yield* entriesOf(splitter.end());
}

export const openalexIds: TextImporter = {
  name: 'openalex-ids',
  // other tables are none of ours; these come packed (.csv.gz), or are named
  endings: [],
  medium: 'text',
  recognises: (head) => HEADING.test(head.split('\n', 1)[0] ?? ''),
  entries,
};
