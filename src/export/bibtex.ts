// Works → BibTeX entries, in UTF-8.
import type { Work } from '../domain/work.js';
import { citationKey } from './citation-keys.js';
import { addressOf, bare } from './facts.js';
import { nameParts } from './names.js';
import { tex, texTitle, verbatim } from './tex.js';
import { type WorkType, workType } from './work-types.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** One entry, with a blank line behind it. */
export function bibtexEntry(work: Work): string {
  const type = workType(work.type);
  const fields = fieldsOf(work, type).filter(([, value]) => value && value !== '{}');
  return `@${type.bibtex}{${citationKey(work)},\n${fields.map(([name, value]) => `  ${name} = ${value},\n`).join('')}}\n\n`;
}

type FieldOf = readonly [name: string, value: string | undefined];

function fieldsOf(work: Work, type: WorkType): FieldOf[] {
  const { ids, publication_year, publication_date, display_name, abstract } = work;
  const address = addressOf(work);
  const eprint = bare(ids.arxiv);
  const doi = bare(ids.doi);
  const authors = work.authorships.map(({ author }) => texName(author.display_name)).filter((name) => name !== '{}');
  return [
    ['title', display_name && braced(texTitle(display_name))],
    ['author', braced(authors.join(' and '))],
    [type.venue, venueOf(work, type)],
    ['year', publication_year === undefined ? undefined : braced(String(publication_year))],
    // a macro of every style, and therefore without braces
    ['month', publication_date && MONTHS[Number(publication_date.slice(5, 7)) - 1]],
    ['doi', doi && braced(verbatim(doi))],
    ['url', address && braced(verbatim(address))],
    ['eprint', eprint && braced(verbatim(eprint))],
    ['archivePrefix', eprint && braced('arXiv')],
    ['abstract', abstract && braced(tex(abstract))],
  ];
}

/** Theses and reports come from where their author is. */
function venueOf({ primary_location, authorships }: Work, { venue }: WorkType): string | undefined {
  const home = venue === 'school' || venue === 'institution' ? authorships[0]?.institutions[0] : undefined;
  const name = home?.display_name ?? primary_location?.source?.display_name;
  return name && braced(tex(name));
}

/** `Family, Suffix, Given`, which BibTeX reads without guessing; a name that is one piece in braces. */
export function texName(name: string): string {
  const parts = nameParts(name);
  if ('whole' in parts) return braced(texOfName(parts.whole));
  return [parts.family, parts.suffix, parts.given].filter(Boolean).map(texOfName).join(', ');
}

/**
 * Programs that undo TeX before they part names would take an odd brace for the beginning of a group, and with an escaped
 * sign at the end of a name the blank before the next `and`.
 */
function texOfName(part: string): string {
  return tex(part.replaceAll('{', '(').replaceAll('}', ')')).replace(/\\[$&#%_]$/, '$&{}');
}

const braced = (text: string) => `{${text}}`;
