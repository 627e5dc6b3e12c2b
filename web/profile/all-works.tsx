// All works of a person, page by page, and searching in them; search and page are in the address.
import { type FormEvent, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { WorksAnswer } from '../../src/client/index.js';
import { thingHref } from '../hrefs.js';
import { Degraded, Empty, Failed, Loading } from '../ui/states.js';
import { pagesOf, type WorksList, worksHref } from './addresses.js';
import { counted } from './facts.js';
import { Heading } from './headings.js';
import { useWorksOf, WORKS_PER_PAGE } from './use-profile.js';
import { WorkCard } from './works.js';

interface AllWorksProps {
  readonly id: string;
  readonly list: WorksList;
}

/** `GET /authors/{id}/works` takes as much. */
const LONGEST = 2000;

export function AllWorks({ id, list }: AllWorksProps) {
  const { data, error, refetch, isPlaceholderData } = useWorksOf(id, list);
  const heading = useFocusOnPage(list.page);
  return (
    <section className="stack">
      <p>
        <Link href={thingHref('author', id)}>Back to the whole profile</Link>
      </p>
      <Heading rank={2} ref={heading} tabIndex={-1}>
        All works
      </Heading>
      <SearchForm id={id} list={list} />
      <p className="quiet" role="status">
        {data && summaryOf(data, list.q)}
      </p>
      {data && <Degraded notes={data.meta.degraded} />}
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading what="works" />
      ) : (
        <div className="stack" aria-busy={isPlaceholderData}>
          {data.results.length === 0 && <NoWorks id={id} list={list} />}
          {data.results.map((work) => (
            <WorkCard key={work.id} work={work} />
          ))}
          {data.results.length > 0 && (
            <Pager id={id} list={list} pages={pagesOf(data.meta.reachable, WORKS_PER_PAGE)} />
          )}
        </div>
      )}
    </section>
  );
}

/** `48 works, newest first` */
function summaryOf({ meta: { count, count_relation } }: WorksAnswer, q: string): string {
  const total = `${count_relation === 'gte' ? 'at least ' : ''}${counted(count, 'work')}`;
  if (q.trim() === '') return `${total}, newest first`;
  return `${total} for “${q}”${count > 1 ? ', the best first' : ''}`;
}

function SearchForm({ id, list }: AllWorksProps) {
  const [, navigate] = useLocation();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = new FormData(event.currentTarget).get('q');
    navigate(worksHref(id, { q: typeof q === 'string' ? q.trim() : '', page: 1 }));
  };
  return (
    <search>
      {/* by its key the form begins anew where back and forward change what is searched for */}
      <form key={list.q} className="row works-search" onSubmit={submit}>
        <input
          type="search"
          name="q"
          maxLength={LONGEST}
          defaultValue={list.q}
          aria-label="Search in these works"
          placeholder="Search in these works"
        />
        <button type="submit" className="button">
          Search
        </button>
      </form>
    </search>
  );
}

function NoWorks({ id, list }: AllWorksProps) {
  if (list.page > 1) {
    return (
      <Empty title="The list is shorter than that">
        <Link href={worksHref(id, { ...list, page: 1 })}>To its first page</Link>
      </Empty>
    );
  }
  return (
    <Empty title="None of these works matches">
      <p>
        Fewer or other words may help. <Link href={worksHref(id)}>All works of this person</Link>
      </p>
    </Empty>
  );
}

function Pager({ id, list, pages }: AllWorksProps & { readonly pages: number }) {
  if (pages === 1) return null;
  const at = (page: number) => worksHref(id, { ...list, page });
  return (
    <nav className="row" aria-label="Pages">
      {list.page > 1 && (
        <Link href={at(list.page - 1)} className="button">
          Previous
        </Link>
      )}
      <span>{`Page ${list.page} of ${pages}`}</span>
      {list.page < pages && (
        <Link href={at(list.page + 1)} className="button">
          Next
        </Link>
      )}
    </nav>
  );
}

/** A new page begins at its top, for readers and for screen readers; the first one is where it is. */
function useFocusOnPage(page: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(page);
  useEffect(() => {
    if (before.current === page) return;
    before.current = page;
    heading.current?.focus();
  }, [page]);
  return heading;
}
