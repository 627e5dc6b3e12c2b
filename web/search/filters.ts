// Selected facet values ↔ `filter=` of the API, in both directions; pure.

/** Selected values by field; the years as a range of their own, whose ends may be open. */
export interface Filters {
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly years: YearRange | undefined;
}

export interface YearRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export const NO_FILTERS: Filters = { values: {}, years: undefined };
const YEAR = 'publication_year';
/** What needs no quotes: anything else might be an operator. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}:./_-]*$/u;
/** A number with a dash is a range, a word may be `null`. */
const READ_OTHERWISE = /^(?:null|unknown|true|false|\d*-\d*)$/i;
const CLAUSE = /\s*([\w.]+):((?:"(?:[^"]|"")*"|[^",|]*)(?:\|(?:"(?:[^"]|"")*"|[^",|]*))*)\s*(?:,|$)/y;
const VALUE = /"((?:[^"]|"")*)"|([^"|]+)/g;

/** `{ type: ['preprint', 'article'] }` → `type:preprint|article`; nothing selected is no text. */
export function writeFilters({ values, years }: Filters): string {
  const clauses = Object.entries(values)
    .filter(([, chosen]) => chosen.length > 0)
    .map(([field, chosen]) => `${field}:${chosen.map(writeValue).join('|')}`);
  if (years && (years.from !== undefined || years.to !== undefined)) {
    clauses.push(`${YEAR}:${years.from ?? ''}-${years.to ?? ''}`);
  }
  return clauses.join(',');
}

function writeValue(value: string): string {
  if (/^(?:true|false)$/.test(value)) return value;
  return PLAIN.test(value) && !READ_OTHERWISE.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}

/** Reads what `writeFilters` writes; undefined for anything else, which somebody wrote by hand. */
export function readFilters(text: string): Filters | undefined {
  const values: Record<string, readonly string[]> = {};
  let years: YearRange | undefined;
  let at = 0;
  while (at < text.length) {
    CLAUSE.lastIndex = at;
    const [whole = '', field = '', written = ''] = CLAUSE.exec(text) ?? [];
    if (whole === '') return undefined;
    at += whole.length;
    const range = field === YEAR ? /^(\d{0,4})-(\d{0,4})$/.exec(written) : null;
    if (range) years = { from: yearOf(range[1]), to: yearOf(range[2]) };
    else if (/^[!<>]/.test(written)) return undefined;
    else
      values[field] = [...written.matchAll(VALUE)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      );
  }
  return { values, years };
}

function yearOf(digits: string | undefined): number | undefined {
  return digits ? Number(digits) : undefined;
}

/** With this value of this field selected, or no longer. */
export function toggled(filters: Filters, field: string, value: string): Filters {
  const { [field]: before = [], ...others } = filters.values;
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...filters, values: after.length > 0 ? { ...others, [field]: after } : others };
}
