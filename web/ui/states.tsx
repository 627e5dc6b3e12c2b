// What a part of a page shows when it has nothing to show: loading, empty, failed, offline, degraded.
import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { IdeascopeClientError } from '../../src/client/index.js';

export function Loading({ what }: { readonly what: string }) {
  return (
    <p className="state loading" role="status">
      Loading {what} …
    </p>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** The message of the service says what is wrong and what would be right; without an answer, the network is to blame. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const online = useOnline();
  return (
    <div className="state failed" role="alert">
      <h2>{titleOf(error, online)}</h2>
      <p>{messageOf(error, online)}</p>
      {retry && (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

function titleOf(error: unknown, online: boolean): string {
  if (!(error instanceof IdeascopeClientError)) return 'Something went wrong';
  if (error.status === 404) return 'Not found';
  if (error.status === 0) return online ? 'The service does not answer' : 'You are offline';
  return error.status < 500 ? 'This could not be read' : 'The service could not answer';
}

function messageOf(error: unknown, online: boolean): string {
  if (!(error instanceof IdeascopeClientError)) return 'The page met an error of its own. Reloading may help.';
  if (error.status !== 0) return error.message;
  return online
    ? 'It may be restarting, or the network is down.'
    : 'What is shown stays; searching takes a connection.';
}

function subscribe(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

/** What the browser believes; it errs on the side of online. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

export function OfflineNote() {
  const online = useOnline();
  // a live region is there before it speaks
  return (
    <div role="status">{!online && <p className="note warning">You are offline: what is shown may be old.</p>}</div>
  );
}

export interface Degradation {
  readonly code: string;
  readonly message: string;
}

/** What an answer says that it had to do without. */
export function Degraded({ notes }: { readonly notes: readonly Degradation[] }) {
  return (
    <div role="status">
      {notes.map(({ code, message }) => (
        <p key={code} className="note warning" data-code={code}>
          {message}
        </p>
      ))}
    </div>
  );
}
