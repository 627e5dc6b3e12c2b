// The one box: words, a question, a pasted abstract, a DOI.
import { type FormEvent, useState } from 'react';
import type { SearchState } from './state.js';
import type { Go } from './use-search.js';

export function SearchBox({ state, go }: { readonly state: SearchState; readonly go: Go }) {
  const [text, setText] = useState(state.q);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go({ q: text });
  };
  return (
    <search>
      <form onSubmit={submit} className="row">
        <input
          aria-label="Search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="Words, a question, an abstract, a DOI"
        />
        <button type="submit" className="button main">
          Search
        </button>
      </form>
    </search>
  );
}
