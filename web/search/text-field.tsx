// The box while it holds a text: some lines high, nothing is completed.
import { type KeyboardEvent, useId } from 'react';
import type { FieldProps } from './search-box.js';

const LINES = 4;

export function TextField({ text, change, field, label, hint }: FieldProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <div className="field">
      <label htmlFor={id} className="unseen">
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={LINES}
        value={text}
        placeholder={hint}
        enterKeyHint="search"
        aria-keyshortcuts="/"
        onChange={({ currentTarget: { value, selectionStart } }) => change(value, selectionStart)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
