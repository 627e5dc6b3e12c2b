// The graph around a thing, with the way to the explorer.
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { graphHref, type ThingType } from '../hrefs.js';
import { Boundary } from '../ui/boundary.js';
import { Section } from './section.js';

const GraphSlice = lazy(async () => ({ default: (await import('../graph/graph-slice.js')).GraphSlice }));

interface ConnectionsProps {
  readonly type: Exclude<ThingType, 'source'>;
  readonly id: string;
}

export function Connections({ type, id }: ConnectionsProps) {
  const more = (
    <Link href={graphHref(type, id)} className="more">
      Explore the graph
    </Link>
  );
  return (
    <Section title="Connections" more={more}>
      <Boundary fallback={<p className="quiet">The graph could not be loaded. Reloading the page may help.</p>}>
        <Suspense fallback={<div className="bone graph" aria-busy="true" />}>
          <GraphSlice around={{ type, id }} />
        </Suspense>
      </Boundary>
    </Section>
  );
}
