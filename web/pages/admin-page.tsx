// The admin page: index, embedding and its failures, imports as they run; for those who have a key.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type AdminStatusAnswer, IdeascopeClientError } from '../../src/client/index.js';
import { EmbeddingCard, FailuresCard } from '../admin/embedding-card.js';
import { EntitiesCard, IndexCard } from '../admin/facts.js';
import { Imports } from '../admin/imports.js';
import { KeyForm } from '../admin/key-form.js';
import { type ImportRun, news } from '../admin/told.js';
import { refusalOf, useKey, useStatus } from '../admin/use-status.js';
import { clock } from '../admin/words.js';
import { api } from '../api.js';
import { ROOT_PATH } from '../site-root.js';
import { usePageTitle } from '../ui/page-title.js';
import { Failed, Loading, OfflineNote } from '../ui/states.js';

export function AdminPage() {
  usePageTitle('Administration');
  const key = useKey();
  const { attempt } = key;
  const [paused, setPaused] = useState(false);
  const { data, error, refetch, dataUpdatedAt } = useStatus(attempt, paused);
  const refusal = refusalOf(error);
  useEffect(() => {
    if (refusal !== undefined) key.drop();
  }, [refusal, key.drop]);
  // the form stays until its key has opened something: who mistyped goes on typing
  const asking = attempt.key === undefined || refusal !== undefined || (attempt.typed && !data && !error);
  const title = useRef<HTMLHeadingElement>(null);
  const asked = useRef(asking);
  useEffect(() => {
    if (asked.current !== asking) title.current?.focus();
    asked.current = asking;
  }, [asking]);
  return (
    <div className="stack admin">
      <header className="row admin-top">
        <h1 ref={title} tabIndex={-1}>
          Administration
        </h1>
        {!asking && (
          <div className="row">
            <button type="button" className="button" aria-pressed={paused} onClick={() => setPaused(!paused)}>
              Pause
            </button>
            <button type="button" className="button" onClick={key.forget}>
              Forget the key
            </button>
          </div>
        )}
      </header>
      <OfflineNote />
      {asking && (
        <KeyForm
          refusal={refusal}
          use={key.use}
          purpose="The state of the service is shown to those who have one of its keys of scope admin."
        />
      )}
      {!asking && !data && (error ? <Failed error={error} retry={refetch} /> : <Loading what="the state" />)}
      {!asking && data && <Status data={data} at={dataUpdatedAt} failure={error} paused={paused} />}
      <Links />
    </div>
  );
}

interface StatusProps {
  readonly data: AdminStatusAnswer;
  /** When it was so, in milliseconds since 1970. */
  readonly at: number;
  /** Why there is nothing newer; null: there is. */
  readonly failure: Error | null;
  readonly paused: boolean;
}

function Status({ data, at, failure, paused }: StatusProps) {
  const { engine, version, uptime_seconds, entities, embedding, imports } = data;
  return (
    <>
      <p className="quiet">
        Last updated <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>
        {paused && ', paused'}
      </p>
      <div role="status">
        {failure && (
          <p className="note warning">{`${silenceOf(failure)} What is shown is as of ${clock(at)}; it is asked again every two seconds.`}</p>
        )}
      </div>
      <News imports={imports} />
      <div className="admin-grid">
        <Imports imports={imports} now={at} />
        <IndexCard engine={engine} version={version} uptime_seconds={uptime_seconds} />
        <EntitiesCard entities={entities} />
        <EmbeddingCard embedding={embedding} />
        <FailuresCard failures={embedding.failures} />
      </div>
    </>
  );
}

/** The service says itself what it lacks, where it says anything. */
function silenceOf(failure: Error): string {
  const said = failure instanceof IdeascopeClientError && failure.status > 0;
  return said ? `The service cannot tell its state: ${failure.message}.` : 'The service does not answer.';
}

/** Tells screen readers when an import begins or ends; figures that change every two seconds are not read out. */
function News({ imports }: { readonly imports: readonly ImportRun[] }) {
  const before = useRef(imports);
  const [text, setText] = useState('');
  useEffect(() => {
    const fresh = news(before.current, imports);
    before.current = imports;
    if (fresh !== '') setText(fresh);
  }, [imports]);
  return (
    <p role="status" className="unseen">
      {text}
    </p>
  );
}

/** What stands beside the interface; pages of the service, not of this program. */
const BESIDE = [
  { path: '/health/ready', name: 'Readiness' },
  { path: '/metrics', name: 'Metrics' },
];

function Links() {
  const { data } = useQuery({ queryKey: ['routes'], queryFn: ({ signal }) => api.index({}, { signal }) });
  const there = BESIDE.filter(({ path }) => data?.routes.some((route) => route.path === path));
  return (
    <nav aria-label="For programs" className="row">
      {[{ path: '/docs', name: 'API' }, ...there].map(({ path, name }) => (
        <a key={path} href={ROOT_PATH + path}>
          {name}
        </a>
      ))}
    </nav>
  );
}
