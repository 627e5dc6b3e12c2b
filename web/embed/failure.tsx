// What an element shows where it has nothing else: what went wrong, for readers and for whoever runs the page.
import { useEffect, useState } from 'react';
import { IdeascopeClientError } from '../../src/client/index.js';
import { Heading } from '../profile/headings.js';
import { causeOf } from './diagnose.js';
import { type Explanation, explain } from './explain.js';

interface FailureProps {
  readonly error: unknown;
  readonly service: string;
  readonly retry: () => void;
}

export function Failure({ error, service, retry }: FailureProps) {
  const [found, setFound] = useState<Explanation>();
  const unheard = error instanceof IdeascopeClientError && error.code === 'network_error';
  useEffect(() => {
    let left = false;
    if (unheard) {
      void causeOf(service).then((cause) => {
        if (!left) setFound(explain(cause, service, location.origin));
      });
    }
    return () => {
      left = true;
    };
  }, [unheard, service]);
  if (unheard && !found) return null;
  const { title, text } = found ?? answered(error);
  return (
    <div className="state failed" role="alert">
      <Heading rank={2}>{title}</Heading>
      <p>{text}</p>
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

/** The service has said something, or has taken too long to. */
function answered(error: unknown): Explanation {
  if (!(error instanceof IdeascopeClientError)) {
    return { title: 'Something went wrong', text: 'The page met an error of its own. Reloading may help.' };
  }
  return { title: 'The service could not answer', text: error.message };
}

/** What is missing or wrong in the markup. */
export function Misuse({ children }: { readonly children: string }) {
  return (
    <div className="state failed" role="alert">
      <Heading rank={2}>Nothing to show</Heading>
      <p>{children}</p>
    </div>
  );
}
