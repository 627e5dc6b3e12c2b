// Copies a text, and says that it did.
import { type RefObject, useEffect, useState } from 'react';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for who does not see it: `BibTeX`. */
  readonly what: string;
  /** Where the text stands: it is selected where the browser does not let pages copy. */
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

const SHOWN_MS = 4000;
const COPIED = 'Copied';
const SELECTED = 'Selected: copy it with Ctrl+C or ⌘C';

export function CopyButton({ text, what, field }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said !== COPIED) return;
    const timer = setTimeout(() => setSaid(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    // the same words again are heard only where they were away
    setSaid('');
    setSaid((await written(text)) || writtenFrom(field.current) ? COPIED : SELECTED);
  };
  return (
    <span className="row">
      <button type="button" className="button" onClick={() => void copy()}>
        Copy<span className="unseen"> {what}</span>
      </button>
      <span role="status" className="quiet">
        {said}
      </span>
    </span>
  );
}

/** Only pages over HTTPS and of this machine may, and only where nobody forbids it. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Selects what is in the field; the older command copies it where it is still known. */
function writtenFrom(field: HTMLTextAreaElement | null): boolean {
  if (!field) return false;
  field.focus();
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  }
}
