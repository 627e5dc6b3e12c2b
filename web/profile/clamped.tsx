// A long text in a few lines, until somebody wants all of it.
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

interface ClampedProps {
  /** What the button shows all of, for who does not see it beside: "the abstract of …". */
  readonly of: string;
  readonly children: ReactNode;
}

export function Clamped({ of, children }: ClampedProps) {
  const [open, setOpen] = useState(false);
  const [place, overflows] = useOverflow(open);
  return (
    <div className="clamped-part">
      <div ref={place} className={open ? undefined : 'clamped'}>
        {children}
      </div>
      {(overflows || open) && (
        <button type="button" className="button plain" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show less' : 'Show all'}
          <span className="unseen">{` of ${of}`}</span>
        </button>
      )}
    </div>
  );
}

/** Whether something is cut off: width, fonts and typeset formulas change it. */
function useOverflow(open: boolean) {
  const place = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element || open) return;
    const measure = () => setOverflows(element.scrollHeight > element.clientHeight + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [open]);
  return [place, overflows] as const;
}
