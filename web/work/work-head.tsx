// What a work is: title, people, where and when, where else it is to be found, and what can be done with it.
import { Link } from 'wouter';
import type { WorkAnswer } from '../../src/client/index.js';
import { searchHref } from '../search/state.js';
import { Cite } from '../ui/cite.js';
import { linksOf } from '../ui/links.js';
import { RichText } from '../ui/rich-text.js';
import { Facts } from '../ui/work-line.js';
import { AuthorList } from './author-list.js';

/** The service takes no longer search. */
const LONGEST_SEARCH = 20_000;

export function WorkHead({ work }: { readonly work: WorkAnswer }) {
  const links = linksOf(work);
  const { publication_date, language } = work;
  return (
    <header className="thing-head stack">
      <h1 dir="auto">
        <RichText text={work.display_name || 'Untitled'} />
      </h1>
      <AuthorList authorships={work.authorships ?? []} />
      <div className="row quiet">
        <Facts work={work} />
        {publication_date && <time dateTime={publication_date}>{dateOf(publication_date)}</time>}
        {language && language !== 'en' && <span>{languageOf(language)}</span>}
      </div>
      {links.length > 0 && (
        <ul className="row" aria-label="Elsewhere">
          {links.map(({ label, href }) => (
            <li key={href}>
              <a href={href} rel="noopener noreferrer" className="chip">
                {label} <span aria-hidden="true">↗</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <Actions work={work} />
    </header>
  );
}

function Actions({ work }: { readonly work: WorkAnswer }) {
  const text = (work.abstract || work.display_name || '').slice(0, LONGEST_SEARCH);
  return (
    <div className="row actions">
      <Cite work={work} />
      {text !== '' && (
        <>
          <Link href={searchHref({ q: text })} className="button">
            Search for works like this
          </Link>
          <Link href={searchHref({ q: text, tab: 'people', byIdea: true })} className="button">
            Find people for this idea
          </Link>
        </>
      )}
    </div>
  );
}

/** `2020-11-09` → `9 November 2020`; what is no day stays as it is. */
function dateOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return date;
  return day.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

function languageOf(tag: string): string {
  try {
    return `in ${new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag}`;
  } catch {
    return tag;
  }
}
