// The page of one person.
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import type { ProfileAnswer } from '../../src/client/index.js';
import { graphHref, thingHref } from '../hrefs.js';
import { movedTo, nameInId, readWorksList, worksHref } from '../profile/addresses.js';
import { AllWorks } from '../profile/all-works.js';
import { ProfileView } from '../profile/profile-view.js';
import { ProfileSkeleton } from '../profile/skeleton.js';
import { isUnknown, profileKey, useProfile, WHOLE } from '../profile/use-profile.js';
import { searchHref } from '../search/state.js';
import { Boundary } from '../ui/boundary.js';
import { usePageTitle } from '../ui/page-title.js';
import { Failed, OfflineNote } from '../ui/states.js';

// most of a visit is reading: the graph comes when the rest is there
const GraphSlice = lazy(async () => ({ default: (await import('../graph/graph-slice.js')).GraphSlice }));

export function ProfilePage({ id }: { readonly id: string }) {
  const { data, error, refetch } = useProfile(id, WHOLE);
  const list = readWorksList(useSearch());
  useRightAddress(id, data);
  const nobody = isUnknown(error);
  usePageTitle(data?.author?.display_name ?? (nobody ? 'No such researcher' : ''));
  if (data?.author?.id) {
    const known = data.author.id;
    return (
      <>
        <OfflineNote />
        <ProfileView
          profile={data}
          graph={<GraphSection id={known} graph={data.graph} />}
          instead={list && <AllWorks id={known} list={list} />}
        />
      </>
    );
  }
  if (nobody) return <Nobody id={id} message={error.message} />;
  if (!error) return <ProfileSkeleton />;
  return (
    <>
      <h1 className="unseen">Researcher</h1>
      <Failed error={error} retry={() => void refetch()} />
    </>
  );
}

/** Where a record was merged into another one, the address becomes that of the other: it is what should be shared. */
function useRightAddress(id: string, profile: ProfileAnswer | undefined): void {
  const [, navigate] = useLocation();
  const search = useSearch();
  const kept = useQueryClient();
  const right = profile && movedTo(id, profile.author?.id);
  useEffect(() => {
    if (right === undefined) return;
    kept.setQueryData(profileKey(right), profile);
    const list = readWorksList(search);
    navigate(list ? worksHref(right, list) : thingHref('author', right), { replace: true });
  }, [right, profile, search, kept, navigate]);
}

interface GraphSectionProps {
  readonly id: string;
  readonly graph: ProfileAnswer['graph'];
}

function GraphSection({ id, graph }: GraphSectionProps) {
  return (
    <section className="card stack">
      <h2>Research graph</h2>
      <p className="quiet">See the researcher in context: nearby works, people, topics and institutions.</p>
      <div className="profile-graph">
        <Boundary fallback={<GraphFallback id={id} />}>
          <Suspense fallback={<p className="quiet">Loading the graph …</p>}>
            <GraphSlice around={{ type: 'author', id }} graph={graph} />
          </Suspense>
        </Boundary>
      </div>
    </section>
  );
}

function GraphFallback({ id }: { readonly id: string }) {
  return (
    <p>
      The graph could not be loaded. <Link href={graphHref('author', id)}>Open full explorer</Link>
    </p>
  );
}

interface NobodyProps {
  readonly id: string;
  /** What the service says of the id. */
  readonly message: string;
}

function Nobody({ id, message }: NobodyProps) {
  const name = nameInId(id);
  return (
    <section className="state">
      <h1>There is no such researcher</h1>
      <p>The record may have been taken away, or the address is incomplete.</p>
      <p>
        <Link href={searchHref({ tab: 'people', q: name })}>
          {name === '' ? 'Search for people' : `Search for people called “${name}”`}
        </Link>
      </p>
      <details>
        <summary>What the service says</summary>
        <p>{message}</p>
      </details>
    </section>
  );
}
