// What <ideascope-profile> shows: the profile of a researcher, without the graph, which is a link here.
import { Link } from 'wouter';
import { graphHref } from '../hrefs.js';
import { Heading } from '../profile/headings.js';
import { Hosted } from '../profile/host-slot.js';
import { ProfileView } from '../profile/profile-view.js';
import { ProfileSkeleton } from '../profile/skeleton.js';
import { isUnknown, useProfile, WITHOUT_GRAPH } from '../profile/use-profile.js';
import { Failure, Misuse } from './failure.js';

interface ProfilePartProps {
  readonly author: string;
  readonly service: string;
}

export function ProfilePart({ author, service }: ProfilePartProps) {
  if (author === '')
    return <Misuse>The attribute “author” has to name a researcher, by any id that the API takes.</Misuse>;
  return (
    <Hosted value={true}>
      <Profile id={author} service={service} />
    </Hosted>
  );
}

function Profile({ id, service }: { readonly id: string; readonly service: string }) {
  const { data, error, refetch } = useProfile(id, WITHOUT_GRAPH);
  if (data?.author?.id) return <ProfileView profile={data} graph={<ToExplorer id={data.author.id} />} />;
  if (isUnknown(error)) return <Misuse>{error.message}</Misuse>;
  if (error) return <Failure error={error} service={service} retry={() => void refetch()} />;
  return <ProfileSkeleton />;
}

function ToExplorer({ id }: { readonly id: string }) {
  return (
    <section className="card stack">
      <Heading rank={2}>Research graph</Heading>
      <p className="quiet">See the researcher in context: nearby works, people, topics and institutions.</p>
      <p>
        <Link href={graphHref('author', id)} className="button">
          Open full explorer
        </Link>
      </p>
    </section>
  );
}
