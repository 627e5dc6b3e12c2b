// Selected facet values ↔ `filter=` of the API, in both directions; pure.

/** What narrows a search. */
export interface Filters {
  /** Selected values by field. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** A range of its own, whose ends may be open. */
  readonly years: YearRange | undefined;
  /** Conditions that only a hand can write, as it wrote them: `cited_by_count:>50`. They hold all the same. */
  readonly rest?: readonly string[];
}

export interface YearRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export const NO_FILTERS: Filters = { values: {}, years: undefined };
const YEAR = 'publication_year';
/** OpenAlex's other names of the fields that the interface has controls for. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['year', YEAR],
  ['author.id', 'authorships.author.id'],
  ['institutions.id', 'authorships.institutions.id'],
  ['locations.source.id', 'primary_location.source.id'],
]);
/** What needs no quotes: anything else might be an operator. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}:./_-]*$/u;
/** A number with a dash is a range, a word may be `null`. */
const READ_OTHERWISE = /^(?:null|\d*-\d*)$/i;
/** All of it in quotes, or without any: what has quotes within is left to the service. */
const VALUE = /(?:\s*"(?:[^"]|"")*"\s*(?=[|,]|$)|[^"|,]*)/.source;
const CLAUSE = new RegExp(`([^:,"]*):\\s*(!?)(${VALUE}(?:\\|${VALUE})*)(?:,|$)`, 'y');
const VALUES = new RegExp(`(${VALUE})(?:\\||$)`, 'y');

/** `{ type: ['preprint', 'article'] }` → `type:preprint|article`; nothing selected is no text. */
export function writeFilters({ values, years, rest = [] }: Filters): string {
  const clauses = Object.entries(values)
    .filter(([, chosen]) => chosen.length > 0)
    .map(([field, chosen]) => `${field}:${chosen.map(writeValue).join('|')}`);
  if (years && (years.from !== undefined || years.to !== undefined)) {
    clauses.push(`${YEAR}:${years.from ?? ''}-${years.to ?? ''}`);
  }
  return [...clauses, ...rest].join(',');
}

function writeValue(value: string): string {
  return PLAIN.test(value) && !READ_OTHERWISE.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/**
 * Reads what `writeFilters` writes, and what somebody wrote by hand: the conditions that are no plain selection become
 * `rest`; from the first that cannot be told from the next, all of the text is one of them.
 */
export function readFilters(text: string): Filters {
  const values = new Map<string, readonly string[]>();
  const rest: string[] = [];
  let years: YearRange | undefined;
  for (const { source, field, chosen } of clausesOf(text)) {
    const range = field === YEAR && chosen?.length === 1 ? yearsOf(chosen[0] ?? '') : undefined;
    // a second condition on a field must hold, too, which is more than a longer selection
    if (range && !years) years = range;
    else if (field !== YEAR && chosen && !values.has(field)) values.set(field, chosen);
    else rest.push(source);
  }
  return { values: Object.fromEntries(values), years, ...(rest.length > 0 ? { rest } : {}) };
}

interface Clause {
  /** As written. */
  readonly source: string;
  readonly field: string;
  /** undefined for anything but a selection of values. */
  readonly chosen: readonly string[] | undefined;
}

function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let at = 0;
  while (at < text.length) {
    CLAUSE.lastIndex = at;
    const [whole = '', name = '', not = '', written = ''] = CLAUSE.exec(text) ?? [];
    const source = (whole === '' ? text.slice(at) : whole.replace(/,$/, '')).trim();
    at = whole === '' ? text.length : at + whole.length;
    const field = ALIASES.get(name.trim()) ?? name.trim();
    // conditions on words have a syntax of their own
    const isSelection = field !== '' && !field.endsWith('.search') && not === '';
    if (source !== '') clauses.push({ source, field, chosen: isSelection ? valuesOf(field, written) : undefined });
  }
  return clauses;
}

/** The values between bars, where each is one and no operator. */
function valuesOf(field: string, written: string): string[] | undefined {
  const chosen: string[] = [];
  VALUES.lastIndex = 0;
  while (VALUES.lastIndex <= written.length) {
    const [whole = '', value = ''] = VALUES.exec(written) ?? [];
    const plain = value.trim();
    if (plain.startsWith('"')) chosen.push(plain.slice(1, -1).replaceAll('""', '"'));
    else if (field === YEAR || isOneValue(plain)) chosen.push(plain);
    else return undefined;
    if (!whole.endsWith('|')) return chosen;
  }
  return undefined;
}

const isOneValue = (plain: string) => plain !== '' && plain !== 'null' && !/^[!<>]|\s/.test(plain);

/** `2019`, `2019-2021`, `2019-`, `-2021`, `>2018`, `<2022`; undefined for what is none, or ends before it begins. */
function yearsOf(written: string): YearRange | undefined {
  const [, sign = '', first = '', dash, last = ''] = /^([<>]?)(\d{0,4})(-(\d{0,4}))?$/.exec(written) ?? [];
  const from = first === '' ? undefined : Number(first);
  const to = last === '' ? undefined : Number(last);
  if (sign !== '') return dash === undefined ? beyond(sign, from) : undefined;
  if (dash === undefined) return from === undefined ? undefined : { from, to: from };
  if (from === undefined && to === undefined) return undefined;
  return from !== undefined && to !== undefined && from > to ? undefined : { from, to };
}

function beyond(sign: string, year: number | undefined): YearRange | undefined {
  if (year === undefined || (sign === '<' && year === 0) || (sign === '>' && year === 9999)) return undefined;
  return sign === '>' ? { from: year + 1, to: undefined } : { from: undefined, to: year - 1 };
}

/** With this value of this field selected, or no longer. */
export function toggled(filters: Filters, field: string, value: string): Filters {
  const { [field]: before = [], ...others } = filters.values;
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...filters, values: after.length > 0 ? { ...others, [field]: after } : others };
}

/** Without one of the conditions that a hand wrote. */
export function withoutRest(filters: Filters, source: string): Filters {
  const { rest = [], ...others } = filters;
  const after = rest.filter((one) => one !== source);
  return after.length > 0 ? { ...others, rest: after } : others;
}

/** How many conditions there are to remove one by one. */
export function countFilters({ values, years, rest = [] }: Filters): number {
  const selected = Object.values(values).reduce((sum, chosen) => sum + chosen.length, 0);
  return selected + (years ? 1 : 0) + rest.length;
}
