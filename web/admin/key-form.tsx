// Asks for a key, says why the last one did not do, and how to set one where there are none.
import { type FormEvent, useId, useState } from 'react';
import { faultOf } from './key.js';
import type { Refusal } from './use-status.js';

interface KeyFormProps {
  /** What came of the last key. */
  readonly refusal: Refusal | undefined;
  /** What it is for. */
  readonly purpose: string;
  readonly use: (key: string, keep: boolean) => void;
}

const COMPLAINTS: Readonly<Record<Refusal, string | undefined>> = {
  wrong: 'This is none of the keys of the service, or it has expired.',
  small: 'This key is one of the service, but its scope is not enough for this.',
  off: undefined,
};

export function KeyForm({ refusal, purpose, use }: KeyFormProps) {
  const [text, setText] = useState('');
  const [keep, setKeep] = useState(false);
  const [fault, setFault] = useState<string>();
  const [field, words] = [useId(), useId()];
  const complaint = fault ?? (refusal && COMPLAINTS[refusal]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const key = text.trim();
    const found = faultOf(key);
    setFault(found);
    if (found === undefined) use(key, keep);
  };
  return (
    <div className="card stack admin-key">
      {refusal === 'off' ? <NoKeys /> : <p>{purpose}</p>}
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
      <p>Whoever runs the service makes them, as many as there are people and programs, and gives each a scope:</p>
      <pre>
        <code>{'export API_KEY_FILE=keys.jsonl\nnpm run ideascope -- keys create me --scope admin\nnpm start'}</code>
      </pre>
    </div>
  );
}
