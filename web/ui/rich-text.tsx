// A title or an abstract: its marks, its formulas, and everything else as the text that it is.
import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react';
import { type Piece, piecesOf } from './marked-text.js';
import { type Run, segmentsOf } from './rich-runs.js';

interface RichTextProps {
  /** As stored. */
  readonly text: string;
  /** The same with marks, as the API gives it. */
  readonly highlight?: string | null | undefined;
}

export function RichText({ text, highlight }: RichTextProps) {
  const pieces = useMemo(() => (highlight ? piecesOf(highlight) : [{ text }]), [text, highlight]);
  return <RichPieces pieces={pieces} />;
}

/** Isolated, so that its marks of direction end where it does. */
export function RichPieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  const segments = useMemo(() => segmentsOf(pieces), [pieces]);
  return (
    <bdi>
      {segments.map(({ mark, runs }, i) => {
        // a run has no identity but its place: texts do not change under way
        const inner = runs.map((run, j) => <RunText key={`${j}:${run.text}`} run={run} />);
        if (!mark) return inner;
        return (
          <mark key={`${i}`} className={mark === 'meaning' ? 'meaning' : undefined}>
            {inner}
          </mark>
        );
      })}
    </bdi>
  );
}

function RunText({ run: { text, tex, display = false, look: Look } }: { readonly run: Run }): ReactNode {
  const inner = tex === undefined ? text : <Formula source={text} tex={tex} display={display} />;
  return Look ? <Look>{inner}</Look> : inner;
}

type Typeset = typeof import('./typeset.js').typeset;
/** Once it is there, formulas are set before they are painted. */
let typesetter: Typeset | undefined;

async function loadTypesetter(): Promise<Typeset> {
  typesetter ??= (await import('./typeset.js')).typeset;
  return typesetter;
}

interface FormulaProps {
  readonly source: string;
  readonly tex: string;
  readonly display: boolean;
}

/** Shows the source until the typesetter is there, and where TeX is broken. */
function Formula({ source, tex, display }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    let left = false;
    const set = (typeset: Typeset) => {
      if (left || !place.current) return;
      typeset(place.current, tex, source, display);
      letScroll(place.current);
    };
    if (typesetter) set(typesetter);
    // what did not load leaves the source
    else loadTypesetter().then(set, () => undefined);
    return () => {
      left = true;
    };
  }, [tex, source, display]);
  return (
    <span ref={place} className={display ? 'formula display' : 'formula'}>
      {source}
    </span>
  );
}

/** Lines break between the parts of a formula; one that is wider than its place all the same is scrolled, by keyboard, too. */
function letScroll(formula: HTMLElement): void {
  const room = formula.closest('p, h1, h2, h3, li, div')?.clientWidth ?? 0;
  const widest = Math.max(0, ...[...formula.querySelectorAll<HTMLElement>('.base')].map((base) => base.offsetWidth));
  if (room === 0 || widest <= room) return;
  formula.classList.add('wide');
  formula.tabIndex = 0;
}
