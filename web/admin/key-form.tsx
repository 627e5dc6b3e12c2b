// Asks for a key, says why the last one did not do, and how to set one where there are none.
import { type FormEvent, useId, useState } from 'react';
import { faultOf } from './key.js';

interface KeyFormProps {
  /** What came of the last key. */
  readonly refusal: 'wrong' | 'off' | undefined;
  readonly use: (key: string, keep: boolean) => void;
}

export function KeyForm({ refusal, use }: KeyFormProps) {
  const [text, setText] = useState('');
  const [keep, setKeep] = useState(false);
  const [fault, setFault] = useState<string>();
  const [field, words] = [useId(), useId()];
  const complaint = fault ?? (refusal === 'wrong' ? 'This is none of the keys of the service.' : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const key = text.trim();
    const found = faultOf(key);
    setFault(found);
    if (found === undefined) use(key, keep);
  };
  return (
    <div className="card stack admin-key">
      {refusal === 'off' ? (
        <NoKeys />
      ) : (
        <p>The state of the service is shown to those who have one of its keys, the same that may write.</p>
      )}
      <form onSubmit={submit} className="stack">
        <label htmlFor={field}>Key</label>
        <div className="row admin-key-row">
          <input
            id={field}
            type="password"
            className="admin-input"
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="current-password"
            spellCheck={false}
            aria-invalid={complaint !== undefined}
            aria-describedby={words}
          />
          <button type="submit" className="button main">
            Show
          </button>
        </div>
        <p id={words} role="alert" className={complaint ? 'admin-complaint' : 'unseen'}>
          {complaint}
        </p>
        <label className="admin-check">
          <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
          <span>Keep in this tab, until it is closed</span>
        </label>
      </form>
      {refusal !== 'off' && (
        <details>
          <summary>Where do keys come from?</summary>
          <HowToSet />
        </details>
      )}
    </div>
  );
}

function NoKeys() {
  return (
    <div className="note warning stack" role="alert">
      <h2>There are no keys here</h2>
      <p>The service was started without any, so its state is not shown over HTTP, and nobody may write.</p>
      <HowToSet />
    </div>
  );
}

function HowToSet() {
  return (
    <div className="stack admin-how">
      <p>
        Whoever starts the service sets them: <code>API_KEYS</code>, one or several joined by commas, each of at least
        16 letters, digits or signs.
      </p>
      <pre>
        <code>{'export API_KEYS=$(openssl rand -hex 24)\necho $API_KEYS\nnpm start'}</code>
      </pre>
    </div>
  );
}
