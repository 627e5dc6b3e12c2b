// Works with any texts through the writers of exports: what is written can be read, and is nothing but what it says.
import { jsonl } from '../../../indexer/importers/jsonl.js';
import { normalise } from '../../../indexer/normalise.js';
import type { Work } from '../../../src/domain/work.js';
import { csvCell } from '../../../src/export/csv.js';
import { exportFormat } from '../../../src/export/formats.js';
import { mutatedJson, mutatedText } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, type Outcome, target } from '../target.js';
import { BODIES } from './requests.js';
import { TEXTS } from './texts.js';

const PLAIN = BODIES.at(-1) as Readonly<Record<string, unknown>>;
const FORMULA = /^["']?[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** A record that an import takes, with anything in its texts; undefined where none is left. */
function aWork(random: Random): Work | undefined {
  const text = () => mutatedText(random, { ...TEXTS, longest: 5_000 });
  const record = { ...(mutatedJson(random, PLAIN) as object), id: `w:${text().slice(0, 30)}`, title: text() };
  const reading = jsonl.read(random.chance(0.5) ? { ...record, abstract: text(), authors: [text(), text()] } : record);
  if (!reading || 'rejection' in reading || 'supplements' in reading) return undefined;
  const work = normalise(reading);
  return 'rejection' in work ? undefined : work;
}

function written(work: Work | undefined): Outcome {
  if (!work) return 'refused';
  const [csv, bibtex, ris, lines] = (['csv', 'bibtex', 'ris', 'jsonl'] as const).map((name) =>
    exportFormat(name).writer().write(work),
  ) as [string, string, string, string];
  ensure(csv.endsWith('\r\n') && csv.split('"').length % 2 === 1, 'a line of CSV has its quotes in pairs');
  for (const text of [work.display_name, work.id, work.abstract ?? '']) {
    ensure(!FORMULA.test(csvCell(text)) || /^["']?'/.test(csvCell(text)), 'no cell is a formula');
  }
  ensure(balanced(bibtex), 'the braces of an entry are in pairs');
  ensure(/^@\w+\{/.test(bibtex) && !/\n@/.test(bibtex), 'a work is one entry');
  const tags = ris.split('\r\n').filter((line) => line !== '');
  ensure(
    tags.every((line) => /^[A-Z][A-Z0-9] {2}- /.test(line)),
    'every line of RIS has a tag',
  );
  ensure(tags.filter((line) => line.startsWith('TY  - ')).length === 1 && tags.at(-1) === 'ER  - ', 'one record');
  ensure(lines.indexOf('\n') === lines.length - 1, 'a work is one line');
  ensure((JSON.parse(lines) as Work).id === work.id, 'its id is that of the work');
  return 'taken';
}

/** As BibTeX counts them: an escaped brace is one, too. */
function balanced(entry: string): boolean {
  let depth = 0;
  for (const sign of entry) {
    if (sign === '{') depth++;
    if (sign === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

export const EXPORT_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'exports',
    reads: 'works with any texts, written as CSV, BibTeX, RIS and JSON lines',
    share: 0.3,
    make: aWork,
    run: written,
  }),
];
