// A part of a page: its heading, how much there is, where all of it is, and what it shows.
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { Failed } from '../ui/states.js';

interface SectionProps {
  readonly title: string;
  /** Behind the title. */
  readonly count?: number | undefined;
  /** A link, at the end of the line. */
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, count, more, children }: SectionProps) {
  const id = useId();
  return (
    <section className="part" aria-labelledby={id}>
      <div className="part-head">
        <h2 id={id}>
          {title}
          {count !== undefined && <span className="count">{` ${count.toLocaleString('en')}`}</span>}
        </h2>
        {more}
      </div>
      {children}
    </section>
  );
}

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** How many lines are likely to come: as much place is kept. */
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** What a part shows of an answer, or why there is none yet. */
export function Loaded<T>({ query: { data, error, refetch }, lines = 3, children }: LoadedProps<T>) {
  if (data !== undefined) return children(data);
  if (error) return <Failed error={error} retry={refetch} />;
  return (
    <div className="skeleton" aria-busy="true">
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className="bone line" />
      ))}
    </div>
  );
}
