// A title or an abstract: its marks, its formulas, and everything else as the text that it is.
import { useEffect, useRef } from 'react';
import { partsOf } from './formulas.js';
import { type Piece, piecesOf } from './marked-text.js';

interface RichTextProps {
  /** As stored. */
  readonly text: string;
  /** The same with marks, as the API gives it. */
  readonly highlight?: string | null | undefined;
}

export function RichText({ text, highlight }: RichTextProps) {
  return <RichPieces pieces={highlight ? piecesOf(highlight) : [{ text }]} />;
}

export function RichPieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  // a piece has no identity but its place: texts do not change under way
  return pieces.map(({ text: piece, mark }, i) => {
    const inner = <Formulas key={`${i}:${piece}`} text={piece} />;
    if (!mark) return inner;
    return (
      <mark key={`${i}:${piece}`} className={mark === 'meaning' ? 'meaning' : undefined}>
        {inner}
      </mark>
    );
  });
}

function Formulas({ text }: { readonly text: string }) {
  return partsOf(text).map(({ text: part, tex, display = false }, i) =>
    tex === undefined ? part : <Formula key={`${i}:${part}`} source={part} tex={tex} display={display} />,
  );
}

interface FormulaProps {
  readonly source: string;
  readonly tex: string;
  readonly display: boolean;
}

/** Shows the source until the typesetter is there, and where TeX is broken. */
function Formula({ source, tex, display }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let left = false;
    const element = place.current;
    void import('./typeset.js').then(
      ({ typeset }) => {
        if (!left && element) typeset(element, tex, source, display);
      },
      // the typesetter did not arrive: the source stays
      () => undefined,
    );
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
