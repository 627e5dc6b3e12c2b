// Where reading takes a key: asks for it in place of the page, which goes on where it was.
import { type ReactNode, useSyncExternalStore } from 'react';
import { KeyForm } from '../admin/key-form.js';
import { queries } from '../api.js';
import { isKeyWanted, keys, onKeyWanted, wantKey } from '../service-key.js';

/** @param open what is shown whatever the service says: it asks for keys itself */
export function KeyGate({ open, children }: { readonly open: boolean; readonly children: ReactNode }) {
  const wanted = useSyncExternalStore(onKeyWanted, isKeyWanted);
  if (open || !wanted) return children;
  const use = (key: string, keep: boolean) => {
    keys.remember(key, keep);
    wantKey(false);
    // what was refused before is asked again, by the parts that are drawn now
    queries.clear();
  };
  return (
    <div className="stack admin">
      <h1>This collection takes a key</h1>
      <KeyForm
        refusal={keys.read() === undefined ? undefined : 'wrong'}
        use={use}
        purpose="Whoever runs the service gives it only to those who have a key; one of scope read will do."
      />
    </div>
  );
}
