// The one box: words, a question, a pasted abstract, a DOI.
import { type FormEvent, type RefCallback, useEffect, useRef, useState } from 'react';
import { takesLines } from './completions.js';
import { LineField } from './line-field.js';
import type { SearchState } from './state.js';
import { TextField } from './text-field.js';
import type { Go } from './use-search.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What both forms of the field take. */
export interface FieldProps {
  readonly text: string;
  /** @param composing whether an input method is under way, which an exchange of the field would break off */
  readonly change: (text: string, caret: number, composing?: boolean) => void;
  readonly field: RefCallback<Field>;
  readonly label: string;
  readonly hint: string;
}

const LABEL = 'Search works, people, topics and institutions';
const HINT = 'Words, a question, an abstract, a DOI';

export function SearchBox({ state, go }: { readonly state: SearchState; readonly go: Go }) {
  const { text, lines, change } = useText(state.q);
  const current = useRef<Field>(null);
  // where the caret goes in the field that takes the place of the other one
  const caret = useRef<number>(undefined);
  const field: RefCallback<Field> = (element) => {
    current.current = element;
    if (!element || caret.current === undefined) return;
    element.focus();
    element.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  };
  useSlash(current);
  const onChange = (next: string, place: number, composing = false) => {
    if (!composing && takesLines(next, lines) !== lines) caret.current = place;
    change(next, composing);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go({ q: text.trim() });
  };
  const clear = () => {
    onChange('', 0);
    current.current?.focus();
  };
  const props = { text, change: onChange, field, label: LABEL, hint: HINT };
  return (
    <search>
      <form onSubmit={submit} className="search-box">
        {lines ? <TextField {...props} /> : <LineField {...props} />}
        {text === '' ? (
          <span className="slash" aria-hidden="true">
            /
          </span>
        ) : (
          <button type="button" className="icon-button clear" onClick={clear}>
            <span aria-hidden="true">×</span>
            <span className="unseen">Clear</span>
          </button>
        )}
        <button type="submit" className="button main">
          Search
        </button>
      </form>
    </search>
  );
}

/** What is typed, until the address asks for something else: then that. */
function useText(q: string) {
  const [asked, setAsked] = useState(q);
  const [text, setText] = useState(q);
  const [lines, setLines] = useState(takesLines(q, false));
  const change = (next: string, composing = false) => {
    setText(next);
    if (!composing) setLines(takesLines(next, lines));
  };
  if (q !== asked) {
    setAsked(q);
    change(q);
  }
  return { text, lines, change };
}

/** `/` leads to the box from anywhere but where it is typed. */
function useSlash(field: { readonly current: Field | null }): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTypedInto(event.target)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [field]);
}

function isTypedInto(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
