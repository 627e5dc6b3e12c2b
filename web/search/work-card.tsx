// One work among the results: what it is, why it is here, what can be done with it.
import { type ReactNode, useId, useState } from 'react';
import type { WorkAnswer } from '../../src/client/index.js';
import { Cite } from '../ui/cite.js';
import { Authors, Facts, WorkTitle } from '../ui/work-line.js';
import { Abstract } from './abstract.js';
import { Related } from './related.js';
import type { SearchState } from './state.js';
import { Topics } from './topics.js';
import { otherVersions, readHref } from './versions.js';
import { Why } from './why.js';

interface ActionsProps {
  readonly work: WorkAnswer;
  readonly state: SearchState;
}

interface WorkCardProps extends ActionsProps {
  /** Comes after the work. */
  readonly highlight: WorkAnswer['highlight'];
}

export function WorkCard({ work, highlight, state }: WorkCardProps) {
  const { abstract, topics, authorships = [] } = work;
  return (
    <article className="card work-card">
      <h2 className="work-title">
        <WorkTitle work={work} highlight={highlight?.display_name} />
      </h2>
      {authorships.length > 0 && <Authors authorships={authorships} />}
      <Facts work={work} />
      <Versions work={work} />
      {abstract && <Abstract text={abstract} highlight={highlight?.abstract} />}
      <Topics topics={topics} />
      <Actions work={work} state={state} />
    </article>
  );
}

function Versions({ work }: { readonly work: WorkAnswer }) {
  const others = otherVersions(work);
  if (others.length === 0) return null;
  return (
    <p className="quiet versions">
      {'Also as '}
      {others.map(({ id, label, href }, i) => (
        <span key={id}>
          {i > 0 && ', '}
          {href ? <a href={href}>{label}</a> : label}
        </span>
      ))}
    </p>
  );
}

type Opened = 'why' | 'related';

/** One of them is open at a time: a list of results stays one. */
function Actions({ work, state }: ActionsProps) {
  const [opened, setOpened] = useState<Opened>();
  const id = work.id ?? '';
  const panel = useId();
  const href = readHref(work);
  const name = work.display_name ?? 'Untitled';
  const toggle = (what: Opened) => () => setOpened(opened === what ? undefined : what);
  const button = (what: Opened, label: string) => (
    <button
      type="button"
      className="button plain"
      aria-expanded={opened === what}
      aria-controls={`${panel}-${what}`}
      onClick={toggle(what)}
    >
      {label}
      <span className="unseen">{`: ${name}`}</span>
    </button>
  );
  return (
    <>
      <div className="row actions">
        {state.q.trim() !== '' && button('why', 'Why this hit')}
        {button('related', 'Related')}
        <Cite work={{ id, display_name: name }} plain />
        {href && (
          <a href={href} className="button plain">
            Read it
            <span className="unseen">{`: ${name}`}</span>
            <span aria-hidden="true">↗</span>
          </a>
        )}
      </div>
      <Panel id={`${panel}-why`}>{opened === 'why' && <Why state={state} id={id} />}</Panel>
      <Panel id={`${panel}-related`}>{opened === 'related' && <Related id={id} />}</Panel>
    </>
  );
}

/** There before it is filled: a button names it. */
function Panel({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <div id={id} className="panel" hidden={!children}>
      {children}
    </div>
  );
}
