// Works → RIS records (the tagged format of Research Information Systems), in UTF-8 with CRLF.
import type { Work } from '../domain/work.js';
import { addressOf, bare } from './facts.js';
import { nameParts } from './names.js';
import { oneLine } from './tex.js';
import { workType } from './work-types.js';

/** One record, with a blank line behind it. A value stands on one line, so that no text can begin a tag of its own. */
export function risRecord(work: Work): string {
  const { primary_location, publication_year, publication_date } = work;
  const lines: (readonly [tag: string, value: string | undefined])[] = [
    ['TY', workType(work.type).ris],
    ['TI', work.display_name],
    ...work.authorships.map(({ author }) => ['AU', risName(author.display_name)] as const),
    ['T2', primary_location?.source?.display_name],
    ['PY', publication_year === undefined ? undefined : String(publication_year)],
    ['DA', publication_date?.replaceAll('-', '/')],
    ['AB', work.abstract],
    ...[...work.topics, ...work.keywords].map(({ display_name }) => ['KW', display_name] as const),
    ['DO', bare(work.ids.doi)],
    ['UR', addressOf(work)],
    ['SN', primary_location?.source?.issn_l],
    ['LA', work.language],
    ['ID', work.id],
  ];
  const written = lines.map(([tag, value]) => [tag, oneLine(value ?? '')] as const).filter(([, value]) => value !== '');
  return `${written.map(([tag, value]) => `${tag}  - ${value}\r\n`).join('')}ER  - \r\n\r\n`;
}

/** `Family, Given, Suffix`. */
function risName(name: string): string {
  const parts = nameParts(name);
  if ('whole' in parts) return parts.whole;
  return [parts.family, parts.given, parts.suffix].filter(Boolean).join(', ');
}
