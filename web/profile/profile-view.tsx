// A profile, in parts from top to bottom: our own page and pages that embed it show the same.
import { type ReactNode, useContext, useMemo } from 'react';
import type { AuthorAnswer, ProfileAnswer } from '../../src/client/index.js';
import { RelatedList } from '../ui/related-list.js';
import { Degraded } from '../ui/states.js';
import { YearBars } from '../ui/year-bars.js';
import { Collaborators } from './collaborators.js';
import { notesOf } from './facts.js';
import { Heading } from './headings.js';
import { Hosted, HostSlot } from './host-slot.js';
import { ProfileHead } from './profile-head.js';
import { Similar } from './similar.js';
import { Topics } from './topics.js';
import { useSimilar } from './use-profile.js';
import { NewestWorks } from './works.js';

interface ProfileViewProps {
  readonly profile: ProfileAnswer;
  /** The graph around the person, and how to get to the explorer. */
  readonly graph: ReactNode;
  /** Instead of everything but the head. */
  readonly instead?: ReactNode;
}

export function ProfileView({ profile, graph, instead }: ProfileViewProps) {
  const { author, counts } = profile;
  if (!author?.id) return null;
  return (
    <div className="profile">
      <div className="profile-body">
        <ProfileHead author={author} counts={counts} />
        {instead ?? <Parts id={author.id} profile={profile} graph={graph} />}
      </div>
    </div>
  );
}

interface PartsProps extends Pick<ProfileViewProps, 'profile' | 'graph'> {
  readonly id: string;
}

function Parts({ id, profile, graph }: PartsProps) {
  const { author, counts, works, collaborators, related_works } = profile;
  const similar = useSimilar(id);
  const related = related_works?.results ?? [];
  return (
    <>
      <HostSlots />
      <Degraded notes={notesOf(profile.meta.degraded, similar.data?.meta.degraded)} />
      <div className="glance">
        <Years counts={author?.counts_by_year ?? []} />
        <Topics topics={author?.topics ?? []} count={counts?.topics ?? 0} />
      </div>
      {graph}
      <div className="profile-columns">
        <NewestWorks id={id} works={works?.results ?? []} count={works?.meta.count ?? 0} />
        <div className="stack">
          {collaborators && <Collaborators id={id} first={collaborators} />}
          <Similar similar={similar} />
        </div>
      </div>
      {related.length > 0 && (
        <section className="card stack profile-related">
          <Heading rank={2}>Related works, to read next</Heading>
          <RelatedList works={related} />
        </section>
      )}
    </>
  );
}

function HostSlots() {
  if (!useContext(Hosted)) return null;
  return (
    <div className="host-slots">
      <HostSlot name="follow" title="Actions">
        Decide how to stay connected.
      </HostSlot>
      <HostSlot name="claim" title="Identity and collaboration">
        Claiming links this public record to a researcher’s own profile.
      </HostSlot>
      <HostSlot name="invite" title="Direct collaboration">
        Open a focused conversation when the fit is right.
      </HostSlot>
    </div>
  );
}

function Years({ counts }: { readonly counts: NonNullable<AuthorAnswer['counts_by_year']> }) {
  const works = useMemo(() => counts.map(({ year, works_count }) => ({ year, count: works_count })), [counts]);
  if (works.length === 0) return null;
  return (
    <section className="card stack">
      <Heading rank={2}>Publications by year</Heading>
      <YearBars counts={works} label="Works by year" headed />
    </section>
  );
}
