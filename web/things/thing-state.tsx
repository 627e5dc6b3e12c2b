// What the page of a thing shows before it has the thing: where it will be, that there is none, or what failed.
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { IdeascopeClientError } from '../../src/client/index.js';
import type { ThingType } from '../hrefs.js';
import { searchHref } from '../search/state.js';
import { usePageTitle } from '../ui/page-title.js';
import { Failed } from '../ui/states.js';
import { canBeId } from './use-thing.js';

interface ThingStateProps<T> {
  readonly type: ThingType;
  readonly id: string;
  readonly thing: UseQueryResult<T>;
  readonly children: (thing: T) => ReactNode;
}

export function ThingState<T>({ type, id, thing: { data, error, refetch }, children }: ThingStateProps<T>) {
  if (data !== undefined) return children(data);
  if (!canBeId(id) || isMissing(error)) return <NoSuchThing type={type} id={id} />;
  if (error) {
    return (
      <>
        <h1 className="unseen">{`This ${type}`}</h1>
        <Failed error={error} retry={refetch} />
      </>
    );
  }
  return <ThingSkeleton type={type} />;
}

function isMissing(error: unknown): boolean {
  return error instanceof IdeascopeClientError && (error.status === 404 || error.status === 410);
}

/** As high as most pages begin, so that nothing jumps when the thing is there. */
function ThingSkeleton({ type }: { readonly type: ThingType }) {
  usePageTitle('');
  return (
    <div className="thing skeleton" aria-busy="true">
      <h1 className="unseen">{`Loading the ${type}`}</h1>
      <p role="status" className="unseen">{`Loading the ${type} …`}</p>
      <div className="bone short" />
      <div className="bone title" />
      <div className="bone" />
      <div className="bone half" />
      <div className="bone block" />
      <div className="bone block" />
    </div>
  );
}

function NoSuchThing({ type, id }: { readonly type: ThingType; readonly id: string }) {
  usePageTitle('Not found');
  return (
    <section className="state">
      <h1>{`There is no such ${type} here`}</h1>
      {canBeId(id) && (
        <p className="unknown-id">
          Nothing has the id <bdi>{id}</bdi>. It may have been removed, or never been part of this collection.
        </p>
      )}
      <p className="row">
        {canBeId(id) && (
          <Link href={searchHref({ q: id })} className="button">
            Search for it
          </Link>
        )}
        <Link href="/" className="button">
          Start a new search
        </Link>
      </p>
    </section>
  );
}
