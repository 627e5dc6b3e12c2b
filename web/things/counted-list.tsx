// People, topics, institutions: names with how many works each has here.
import { useState } from 'react';
import { Link } from 'wouter';
import { type ThingType, thingHref } from '../hrefs.js';
import { Section } from './section.js';

export interface Counted {
  readonly id: string;
  readonly display_name: string;
  readonly works_count: number;
}

interface CountedListProps {
  readonly title: string;
  readonly type: ThingType;
  readonly things: readonly Counted[];
  /** Of all that there are, where `things` may be the first of them only. */
  readonly count?: number;
}

const AT_ONCE = 8;

/** Nothing where there are none. */
export function CountedList({ title, type, things, count }: CountedListProps) {
  const [all, setAll] = useState(false);
  if (things.length === 0) return null;
  const shown = all ? things : things.slice(0, AT_ONCE);
  return (
    <Section title={title} count={count}>
      <ul className="counted">
        {shown.map(({ id, display_name, works_count }) => (
          <li key={id}>
            <Link href={thingHref(type, id)}>
              <bdi>{display_name}</bdi>
            </Link>
            <span className="quiet">
              {works_count.toLocaleString('en')}
              <span className="unseen">{works_count === 1 ? ' work' : ' works'}</span>
            </span>
          </li>
        ))}
      </ul>
      {things.length > AT_ONCE && (
        <button type="button" className="button plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${(count ?? 0) > things.length ? 'the first' : 'all'} ${things.length}`}
        </button>
      )}
    </Section>
  );
}
