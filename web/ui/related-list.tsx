// Related works, each with the reasons why.
import type { RelatedAnswer } from '../../src/client/index.js';
import { Authors, Facts, WorkTitle } from './work-line.js';

export function RelatedList({ works }: { readonly works: RelatedAnswer['results'] }) {
  return (
    <ul className="stack">
      {works.map((work) => (
        <li key={work.id} className="stack">
          <p className="work-title">
            <WorkTitle work={work} />
          </p>
          <Authors authorships={work.authorships} />
          <Facts work={work} />
          <p className="quiet">{work.reasons.map(({ detail }) => detail).join('; ')}</p>
        </li>
      ))}
    </ul>
  );
}
