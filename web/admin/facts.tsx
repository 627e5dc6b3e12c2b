// Facts of the service as a list of terms: what stands in the index, and what is known of people and topics.
import type { ReactNode } from 'react';
import type { AdminStatusAnswer } from '../../src/client/index.js';
import { duration, number } from './words.js';

export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="admin-facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type Part<N extends keyof AdminStatusAnswer> = Pick<AdminStatusAnswer, N>;

export function IndexCard({ engine, version, uptime_seconds }: Part<'engine' | 'version' | 'uptime_seconds'>) {
  const { ready, waiting_for, works, indexed, embedded, name } = engine;
  return (
    <section className="card stack" aria-labelledby="admin-index">
      <div className="row admin-head">
        <h2 id="admin-index">Index</h2>
        <span className={ready ? 'badge good' : 'badge admin-warn'}>{ready ? 'ready' : 'not ready'}</span>
      </div>
      {waiting_for !== null && <p className="quiet">{`Waits for ${waiting_for}`}</p>}
      <Facts
        rows={[
          ['Works stored', number(works)],
          ['Found by words', number(indexed)],
          ['Found by meaning', number(embedded)],
          ['Engine', name === 'builtin' ? 'built-in' : 'Elasticsearch'],
          ['Version', version],
          ['Running for', duration(uptime_seconds)],
        ]}
      />
    </section>
  );
}

export function EntitiesCard({ entities }: Part<'entities'>) {
  const { authors, topics, institutions, sources, waiting } = entities;
  return (
    <section className="card stack" aria-labelledby="admin-entities">
      <h2 id="admin-entities">People and topics</h2>
      <Facts
        rows={[
          ['People', number(authors)],
          ['Topics', number(topics)],
          ['Institutions', number(institutions)],
          ['Sources', number(sources)],
        ]}
      />
      <p className="quiet">
        {waiting === 0 ? 'All follow from the works as they are.' : `${number(waiting)} wait to be brought up to date.`}
      </p>
    </section>
  );
}
