// Works in a list, compact: title, people, facts, and what a list has to say of each.
import type { ReactNode } from 'react';
import type { WorkAnswer } from '../../src/client/index.js';
import { Authors, Facts, WorkTitle } from './work-line.js';

/** What a line shows: enough for `select`. */
export const LINE_FIELDS = [
  'id',
  'display_name',
  'authorships',
  'publication_year',
  'type',
  'primary_location',
  'cited_by_count',
] as const;

export function WorkList({ works }: { readonly works: readonly WorkAnswer[] }) {
  return (
    <ul className="works">
      {works.map((work) => (
        <WorkItem key={work.id} work={work} />
      ))}
    </ul>
  );
}

export function WorkItem({ work, children }: { readonly work: WorkAnswer; readonly children?: ReactNode }) {
  return (
    <li className="work-item">
      <p className="work-title">
        <WorkTitle work={work} />
      </p>
      {(work.authorships ?? []).length > 0 && (
        <p className="quiet">
          <Authors authorships={work.authorships} />
        </p>
      )}
      <Facts work={work} />
      {children}
    </li>
  );
}
