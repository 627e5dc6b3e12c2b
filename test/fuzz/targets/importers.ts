// Every format of works, through the reader of files: fixtures with damage, of text and of structure, in pieces of any size.
import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { FORMATS, type Format, importerOf } from '../../../indexer/importers/formats.js';
import { readWorks } from '../../../indexer/importers/read-works.js';
import { SourceError } from '../../../indexer/importers/source-error.js';
import { isWellFormed } from '../../../indexer/values.js';
import { workSchema } from '../../../src/domain/work.js';
import { JSON_PIECES } from '../../support/json-pieces.js';
import { readFixtures } from '../fixtures.js';
import { mutatedBytes, mutatedJson, mutatedText, writtenJson } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, type Outcome, refusingLater, target } from '../target.js';

/** A hundred thousand lines take seconds, and are no hang: each line must be quick. */
const LONGEST = 60_000;
/** As `normalise` has them. */
const LONGEST_ID = 512;
const LONGEST_TEXT = 200_000;

const DAMAGED_JSON = [...JSON_PIECES, '\\u0000'];
const XML_PIECES = ['<', '>', '</', '/>', '<!--', '-->', '<?', '?>', '<!DOCTYPE x [', ']>', '&amp;', '&#x0;', ' a="'];
const BIBTEX_PIECES = ['@article{', '@', '{', '}', '"', ',', '=', '#', '%', '@string{a="b"}', '@comment', '\\', 'and '];

function piecesOf(format: Format): readonly string[] {
  if (importerOf(format).medium === 'json') return DAMAGED_JSON;
  return format === 'bibtex' ? BIBTEX_PIECES : XML_PIECES;
}

interface File {
  readonly format: Format | 'auto';
  readonly bytes: Buffer;
  /** Bytes of each chunk but the last. */
  readonly chunk: number;
}

function mutatedFile(random: Random, format: Format, said: Format | 'auto' = format): File {
  const { texts, records } = readFixtures(format);
  const chunk = random.chance(0.7) ? LONGEST : 1 + random.below(400);
  const bytes = () => {
    if (random.chance(0.1))
      return mutatedBytes(
        random,
        texts.map((text) => Buffer.from(text)),
      );
    if (records.length > 0 && random.chance(0.6)) return Buffer.from(mutatedRecords(random, records));
    return Buffer.from(mutatedText(random, { seeds: texts, pieces: piecesOf(format), longest: LONGEST }));
  };
  return { format: said, bytes: bytes(), chunk };
}

function mutatedRecords(random: Random, records: readonly unknown[]): string {
  const all = Array.from({ length: 1 + random.below(3) }, () => {
    return writtenJson(random, mutatedJson(random, random.pick(records)));
  });
  if (random.chance(0.3)) return `[${all.join(',')}]`;
  return all.join('\n');
}

function* chunksOf({ bytes, chunk }: File): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}

export const noCompanion = async () => undefined;

async function readFile(file: File): Promise<Outcome> {
  const stream = Readable.from(chunksOf(file), { objectMode: true });
  let taken = 0;
  const outcome = await refusingLater(SourceError, async () => {
    for await (const { work } of readWorks({ path: 'fuzz', stream }, { format: file.format, beside: noCompanion })) {
      if ('rejection' in work) ensure(work.rejection.trim() !== '', 'a rejection has a reason');
      else if ('display_name' in work) ensureStorable(work);
      taken += 'rejection' in work ? 0 : 1;
    }
  });
  return taken > 0 ? 'taken' : outcome === 'taken' && file.bytes.length === 0 ? 'taken' : 'refused';
}

/** What a store keeps and gives back as it was, and no answer or export is broken by. */
export function ensureStorable(work: object): void {
  const json = JSON.stringify(work);
  ensure(
    isWellFormed(json) && !json.includes('\\u0000') && !/\\ud[89a-f]/i.test(json),
    'texts are Unicode without NUL',
  );
  const checked = workSchema.safeParse(work);
  ensure(checked.success, `a work is one: ${checked.error?.message.slice(0, 200)}`);
  const { id, display_name, abstract = '' } = checked.data;
  ensure(id.length > 0 && id.length <= LONGEST_ID, 'ids are bounded');
  ensure(display_name.length + abstract.length <= LONGEST_TEXT, 'texts are bounded');
  ensure(isDeepStrictEqual(checked.data, work), 'a work survives being written and read');
}

export const IMPORT_TARGETS: readonly FuzzTarget[] = [
  ...FORMATS.map((format) =>
    target({
      name: `import ${format}`,
      reads: `files of ${format}`,
      share: 0.2,
      make: (random: Random) => mutatedFile(random, format),
      run: readFile,
    }),
  ),
  target({
    name: 'import auto',
    reads: 'files of any format, told by their first bytes',
    share: 0.2,
    make: (random) => mutatedFile(random, random.pick(FORMATS), 'auto'),
    run: readFile,
  }),
];
