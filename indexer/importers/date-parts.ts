// Dates as lists of numbers, as citeproc writes them: `{"date-parts": [[2006, 5, 19]]}`. Used by Crossref and CSL-JSON.
// And the names of months, which BibTeX and PubMed use.

/** `date` is an ISO 8601 day, there only where the day is known. */
export interface PartialDate {
  readonly year?: number | undefined;
  readonly date?: string | undefined;
}

/** The months by the first three letters of their English names. */
export const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const NUMBER = /^\s*-?\d{1,4}\s*$/;

function numberOf(part: unknown): number | undefined {
  if (typeof part === 'number') return Number.isInteger(part) ? part : undefined;
  return typeof part === 'string' && NUMBER.test(part) ? Number(part) : undefined;
}

/** The first date, of a span its beginning; empty where there is none (`[[null]]`). Parts are numbers or digits. */
export function datePartsOf(value: unknown): PartialDate {
  const all = typeof value === 'object' && value !== null && 'date-parts' in value ? value['date-parts'] : undefined;
  const first: unknown = Array.isArray(all) ? (Array.isArray(all[0]) ? all[0] : all) : undefined;
  if (!Array.isArray(first)) return {};
  const [year, month, day] = first.map(numberOf);
  if (year === undefined) return {};
  if (!month || !day) return { year };
  const two = (part: number) => String(part).padStart(2, '0');
  return { year, date: `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` };
}

/**
 * The first date with a year, and the day of the first that has one in that year: a journal issue is often dated by year
 * alone where the day on which the article came online is known.
 */
export function bestDate(dates: readonly PartialDate[]): PartialDate {
  const year = dates.find((one) => one.year !== undefined)?.year;
  return { year, date: dates.find((one) => one.year === year && one.date !== undefined)?.date };
}
