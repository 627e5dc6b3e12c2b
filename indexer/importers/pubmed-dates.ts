// Dates as PubMed has them: parts in figures or English, seasons, ranges, or a text in place of them all.
import { MONTHS } from './date-parts.js';
import { childOf, childrenOf, textIn, type XmlElement } from './xml-element.js';

function dayIn(date: XmlElement | undefined): string | undefined {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => textIn(date, part));
  if (!year || !month || !day) return undefined;
  const name = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
  const number = name >= 0 ? name + 1 : Number(month);
  return Number.isInteger(number) ? `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

const issueDate = (article: XmlElement) => childOf(childOf(childOf(article, 'Journal'), 'JournalIssue'), 'PubDate');

/** The day on which an article appeared, of its issue or before it online; undefined if neither is known to the day. */
export function pubmedDate(article: XmlElement): string | undefined {
  return [issueDate(article), ...childrenOf(article, 'ArticleDate')].map(dayIn).find((day) => day !== undefined);
}

/** The year of the issue; of `1998 Dec-1999 Jan` the first. */
export function pubmedYear(article: XmlElement): string | undefined {
  const date = issueDate(article);
  const year = textIn(date, 'Year') ?? /\b\d{4}\b/.exec(textIn(date, 'MedlineDate') ?? '')?.[0];
  return year ?? childrenOf(article, 'ArticleDate').map((one) => textIn(one, 'Year'))[0];
}
