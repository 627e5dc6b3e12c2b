// The shape of a profile while it is under way, so that nothing jumps when it comes.
import { Heading } from './headings.js';

export function ProfileSkeleton() {
  return (
    <div className="profile">
      <Heading rank={1} className="unseen">
        Researcher
      </Heading>
      <p className="unseen" role="status">
        Loading the profile …
      </p>
      <div className="profile-body" aria-hidden="true">
        <div className="card stack bones-head">
          <div className="profile-head">
            <div className="portrait" />
            <div className="stack">
              <Line size="title" />
              <Line size="half" />
            </div>
          </div>
          <Line size="whole" />
        </div>
        <div className="glance">
          <Block />
          <Block />
        </div>
        <Block tall />
        <div className="profile-columns">
          <div className="stack">
            <Block />
            <Block />
            <Block />
          </div>
          <div className="stack">
            <Block tall />
          </div>
        </div>
      </div>
    </div>
  );
}

function Line({ size }: { readonly size: 'title' | 'half' | 'whole' }) {
  return <div className={`profile-bone ${size}`} />;
}

function Block({ tall = false }: { readonly tall?: boolean }) {
  return (
    <div className={tall ? 'card stack bones tall' : 'card stack bones'}>
      <Line size="half" />
      <Line size="whole" />
      <Line size="whole" />
    </div>
  );
}
