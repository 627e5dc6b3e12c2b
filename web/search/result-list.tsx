// What the lists of all tabs share: the count, the results while they are exchanged, the pages, and every other state.
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { Link } from 'wouter';
import type { PageMeta } from '../../src/client/index.js';
import { Degraded, Empty, Failed } from '../ui/states.js';
import { seconds, total } from './figures.js';
import { Paging } from './paging.js';
import { plainNotes } from './plain-notes.js';
import { type SearchState, searchHref } from './state.js';

interface Page {
  readonly meta: PageMeta;
  readonly results: readonly unknown[];
}

interface ResultListProps<A extends Page> {
  readonly state: SearchState;
  readonly answer: UseQueryResult<A>;
  /** One and many of what is listed. */
  readonly nouns: readonly [string, string];
  /** Beside the count. */
  readonly aside?: ReactNode;
  /** Between the count and the results. */
  readonly above?: ReactNode;
  /** Where there are no results at all. */
  readonly empty: ReactNode;
  readonly children: (answer: A) => ReactNode;
}

export function ResultList<A extends Page>(props: ResultListProps<A>) {
  const { state, answer, nouns, aside, above, empty, children } = props;
  const { data, error, refetch, isPlaceholderData } = answer;
  const top = useRef<HTMLElement>(null);
  const toTop = () => {
    top.current?.focus({ preventScroll: true });
    top.current?.scrollIntoView();
  };
  const old = isPlaceholderData && !error;
  return (
    <section
      ref={top}
      tabIndex={-1}
      className="results stack"
      aria-label={nouns[1]}
      aria-busy={old || (!data && !error)}
    >
      <div className="row results-head">
        {/* a live region is there before it speaks */}
        <p role="status" className="count">
          {data && !error && <Count meta={data.meta} nouns={nouns} />}
          {!data && !error && <span className="quiet">Searching …</span>}
        </p>
        {aside}
      </div>
      <Degraded notes={plainNotes(data?.meta.degraded ?? [])} />
      {isPassing(data?.meta) && (
        <button type="button" className="button again" onClick={() => refetch()}>
          Search again
        </button>
      )}
      {above}
      {error && <Failed error={error} retry={refetch} />}
      {!data && !error && <Skeleton />}
      {data && !error && (
        <div className={old ? 'stack old' : 'stack'}>
          {data.results.length > 0 && children(data)}
          {data.results.length === 0 && (data.meta.count === 0 ? empty : <BeyondTheEnd state={state} />)}
          {data.results.length > 0 && <Paging state={state} meta={data.meta} onTurn={toTop} />}
        </div>
      )}
    </section>
  );
}

/** Whether asking again may give more. */
function isPassing(meta: PageMeta | undefined): boolean {
  return meta?.degraded.some(({ code }) => code === 'embedding_loading' || code === 'embedding_error') ?? false;
}

function Count({ meta, nouns: [one, many] }: { readonly meta: PageMeta; readonly nouns: readonly [string, string] }) {
  return (
    <>
      <strong>{total(meta, one, many)}</strong>
      <span className="quiet">{` in ${seconds(meta.db_response_time_ms)}`}</span>
    </>
  );
}

function BeyondTheEnd({ state }: { readonly state: SearchState }) {
  return (
    <Empty title={`There is no page ${state.page}`}>
      <p>
        <Link href={searchHref({ ...state, page: 1 })}>Go to the first page</Link>
      </p>
    </Empty>
  );
}

const CARDS = ['first', 'second', 'third'];

/** The place of the first results, so that nothing moves when they come. */
function Skeleton() {
  return (
    <div className="stack skeleton" aria-hidden="true">
      {CARDS.map((card) => (
        <div key={card} className="card stack">
          <span className="bar wide" />
          <span className="bar" />
          <span className="bar long" />
          <span className="bar long" />
        </div>
      ))}
    </div>
  );
}
