// Works related to something, each with why.
import type { RelatedAnswer } from '../../src/client/index.js';
import { reasonText } from './reasons.js';
import { WorkItem } from './work-list.js';

type Related = RelatedAnswer['results'][number];

export function RelatedList({ works }: { readonly works: readonly Related[] }) {
  return (
    <ul className="works">
      {works.map((work) => (
        <WorkItem key={work.id} work={work}>
          <Reasons reasons={work.reasons} />
        </WorkItem>
      ))}
    </ul>
  );
}

function Reasons({ reasons }: { readonly reasons: Related['reasons'] }) {
  if (reasons.length === 0) return null;
  return (
    <p className="reasons">
      <span className="unseen">Why: </span>
      {reasons.map(({ type, detail }) => reasonText(detail) || type.replaceAll('_', ' ')).join(' · ')}
    </p>
  );
}
