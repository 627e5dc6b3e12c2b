// How far embedding is, how fast it goes, and what the model could not read.
import { Link } from 'wouter';
import { thingHref } from '../hrefs.js';
import { Facts } from './facts.js';
import { Meter } from './meter.js';
import { type Embedding, embeddingPace, embeddingSentence, isTrouble } from './told.js';
import { counted, moment, number, percent } from './words.js';

export function EmbeddingCard({ embedding }: { readonly embedding: Embedding }) {
  const { works, embedded, missing, message, model, searched_model, max_cpu, paused } = embedding;
  const share = works === 0 ? 100 : (100 * embedded) / works;
  const rate = embeddingPace(embedding);
  const other = searched_model !== null && model !== null && searched_model.name !== model.name;
  return (
    <section className="card stack admin-embedding" aria-labelledby="admin-embedding">
      <h2 id="admin-embedding">Embedding</h2>
      <p className={isTrouble(embedding) ? 'admin-complaint' : undefined}>{embeddingSentence(embedding)}</p>
      {message !== null && <p className="quiet">{message}</p>}
      {embedding.state !== 'off' && (
        <div className="admin-progress">
          <Meter label="Works embedded" percent={share} />
          <p>
            {`${percent(share)}: ${number(embedded)} of ${counted(works, 'work')}`}
            {missing > 0 && <span className="quiet">{`, ${number(missing)} to go`}</span>}
          </p>
          {rate && <p className="quiet">{rate}</p>}
        </div>
      )}
      <Facts
        rows={[
          ['Model', model?.name ?? 'none'],
          ...(other ? ([['Searched until then', searched_model.name]] as const) : []),
          ['This service may use', max_cpu === 0 ? 'nothing' : `${max_cpu} % of the machine`],
          ...(paused ? ([['Paused', 'yes, until the next SIGUSR2']] as const) : []),
        ]}
      />
    </section>
  );
}

export function FailuresCard({ failures }: { readonly failures: Embedding['failures'] }) {
  const { count, results } = failures;
  return (
    <section className="card stack admin-wide" aria-labelledby="admin-failures">
      <h2 id="admin-failures">Failures</h2>
      {count === 0 ? (
        <p className="quiet">There is no work that the model could not read.</p>
      ) : (
        <p>{`${counted(count, 'work')} could not be embedded: found by words, not by meaning.`}</p>
      )}
      {results.length > 0 && (
        <ul className="admin-failures">
          {results.map(({ id, display_name, reason, count: tries, last_at }) => (
            <li key={id}>
              <Link href={thingHref('work', id)}>{display_name ?? id}</Link>
              <p>{reason}</p>
              <p className="quiet">
                {`${tries === 1 ? 'tried once' : `tried ${number(tries)} times`}, last `}
                <time dateTime={last_at}>{moment(last_at)}</time>
              </p>
            </li>
          ))}
        </ul>
      )}
      {count > results.length && <p className="quiet">{`and ${number(count - results.length)} more`}</p>}
    </section>
  );
}
