// Which works get their vectors first: new ones and those that many read.
import { dayNumber } from './catalogue.js';
import type { Work } from './work.js';

/** Mean length of a year of the Gregorian calendar, in days. */
const YEAR_DAYS = 365.2425;
const EPOCH_YEAR = 1970;
/** The middle of a year, for works of which no day is known. */
const MIDDLE_DAYS = 182;
/** What twice as many citations are worth: as much as being a year younger. */
const DOUBLING_DAYS = 365;
/** More citations count as so many; `clz32` reads 32 bits. */
const MOST_CITATIONS = 2 ** 31 - 2;

/**
 * The rank of a work among those that lack a vector; the greatest comes first. Days since 1970-01-01 of its publication (1970
 * itself if neither day nor year are known), and 365 more for each doubling of `cited_by_count + 1`. Views are not counted
 * here, and citations stand in for them. The rank does not depend on today, so that it can be stored.
 */
export function embeddingRank(work: Pick<Work, 'publication_date' | 'publication_year' | 'cited_by_count'>): number {
  const doublings = 31 - Math.clz32(Math.min(work.cited_by_count, MOST_CITATIONS) + 1);
  return publicationDay(work) + DOUBLING_DAYS * doublings;
}

function publicationDay({
  publication_date: date,
  publication_year: year,
}: Parameters<typeof embeddingRank>[0]): number {
  if (date !== undefined) return dayNumber(date);
  return year === undefined ? 0 : Math.floor((year - EPOCH_YEAR) * YEAR_DAYS) + MIDDLE_DAYS;
}
