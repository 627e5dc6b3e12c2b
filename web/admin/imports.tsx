// The last imports: running ones with their progress, and the others as a table.
import { Meter } from './meter.js';
import { bytesRead, type ImportRun, outcomes, runSentence, STATES, STEPS, took } from './told.js';
import { counted, moment, number, pace } from './words.js';

interface ImportsProps {
  readonly imports: readonly ImportRun[];
  /** When this was so, in milliseconds since 1970. */
  readonly now: number;
}

export function Imports({ imports, now }: ImportsProps) {
  const running = imports.filter(({ state }) => state === 'running');
  const over = imports.filter(({ state }) => state !== 'running');
  return (
    <section className="card stack admin-wide" aria-labelledby="admin-imports">
      <h2 id="admin-imports">Imports</h2>
      {imports.length === 0 && (
        <p className="quiet">
          Nothing was imported by command yet. <code>ideascope import file.jsonl</code> adds works, and shows here how
          far it is.
        </p>
      )}
      {running.map((run) => (
        <Running key={run.id} run={run} now={now} />
      ))}
      {over.length > 0 && <Table runs={over} now={now} />}
    </section>
  );
}

function Running({ run, now }: { readonly run: ImportRun; readonly now: number }) {
  const at = STEPS.findIndex(({ step }) => step === run.step);
  const read = bytesRead(run);
  return (
    <article className="admin-running stack" aria-label={`Import of ${run.source}`}>
      <div className="row admin-head">
        <h3>{run.source}</h3>
        <State run={run} />
      </div>
      <ol className="row admin-steps">
        {STEPS.map(({ step, name }, i) => (
          <li key={step} aria-current={i === at ? 'step' : undefined} className={i < at ? 'done' : undefined}>
            {name}
            {i < at && <span className="unseen"> (done)</span>}
          </li>
        ))}
      </ol>
      <div className="admin-progress">
        <Meter label={`Progress of ${run.source}`} percent={run.percent} />
        <p>{runSentence(run)}</p>
      </div>
      <p>{outcomes(run)}</p>
      <p className="quiet">
        {[kindOf(run), ...(read ? [read] : []), `for ${took(run, now)}`].join(' · ')}
        {' · began '}
        <time dateTime={run.started_at}>{moment(run.started_at)}</time>
      </p>
      <Rejections run={run} />
    </article>
  );
}

const kindOf = ({ command, format }: ImportRun) => (command === 'harvest' ? 'harvest' : `import, ${format}`);

function State({ run: { state } }: { readonly run: Pick<ImportRun, 'state'> }) {
  const look = { running: 'admin-run', finished: 'good', failed: 'admin-bad', stopped: 'admin-warn' }[state];
  return <span className={`badge ${look}`}>{STATES[state]}</span>;
}

/** Narrow screens show rows as cards; with its roles said, it stays a table all the same. */
function Table({ runs, now }: { readonly runs: readonly ImportRun[]; readonly now: number }) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: what is no table to the layout would be none to screen readers
    <table className="admin-table" role="table">
      <caption className="unseen">Imports that are over, newest first</caption>
      <thead role="rowgroup">
        <tr role="row">
          {['Source', 'State', 'Records', 'Began', 'Took'].map((name) => (
            <th key={name} scope="col" role="columnheader">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {runs.map((run) => (
          <Row key={run.id} run={run} now={now} />
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

function Row({ run, now }: { readonly run: ImportRun; readonly now: number }) {
  const { source, message, started_at, records_per_second: rate } = run;
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: as the table's
    <tr role="row">
      <th scope="row" role="rowheader">
        {source}
        <span className="quiet">{kindOf(run)}</span>
      </th>
      <td role="cell">
        <State run={run} />
        {message !== null && <p className="admin-message">{message}</p>}
        {run.state === 'stopped' && message === null && <p className="admin-message">The same command goes on.</p>}
      </td>
      <td role="cell">
        {outcomes(run)}
        {rate !== null && <span className="quiet">{pace(rate, 'record')}</span>}
        <Rejections run={run} />
      </td>
      <td role="cell">
        <time dateTime={started_at}>{moment(started_at)}</time>
      </td>
      <td role="cell">{took(run, now)}</td>
    </tr>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

function Rejections({ run: { rejections, rejected, source } }: { readonly run: ImportRun }) {
  if (rejections.length === 0) return null;
  return (
    <details>
      <summary>
        {`Why ${rejected === 1 ? 'one was' : `${number(rejected)} were`} rejected`}
        <span className="unseen">{` of ${source}`}</span>
      </summary>
      <ul className="admin-rejections">
        {rejections.map(({ file, unit, number: place, reason }) => (
          <li key={`${file} ${place}`}>
            <span className="quiet">{`${file}, ${unit} ${place}: `}</span>
            {reason}
          </li>
        ))}
      </ul>
      {rejected > rejections.length && (
        <p className="quiet">{`and ${counted(rejected - rejections.length, 'more', 'more')}; --report lists all of them`}</p>
      )}
    </details>
  );
}
