// A modal dialog: keeps the focus, closes by Escape, and gives the focus back to where it was.
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
}

const FOCUSABLE = 'a[href], button:not(:disabled), textarea, input:not(:disabled), select, [tabindex="0"]';

/** Open as long as it is part of the page. */
export function Dialog({ title, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // what lies beside the dialog belongs to it, too: it is its backdrop
  const closeBeside = (event: MouseEvent) => event.target === dialog.current && close();
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={closeBeside}
      onKeyDown={keepFocus}
    >
      <div className="dialog-inner stack">
        <div className="dialog-head">
          <h2 id={id}>{title}</h2>
          <button type="button" className="icon-button" onClick={close}>
            <span aria-hidden="true">✕</span>
            <span className="unseen">Close</span>
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** From the last thing to the first one and back: without it the browser's own bar comes in between. */
function keepFocus(event: KeyboardEvent<HTMLDialogElement>): void {
  if (event.key !== 'Tab') return;
  const inside = [...event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const [first] = inside;
  const last = inside.at(-1);
  const leaves = event.shiftKey ? document.activeElement === first : document.activeElement === last;
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
