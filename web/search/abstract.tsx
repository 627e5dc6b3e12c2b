// The abstract of a result: the stretch that shows why it is one, or its beginning; all of it on demand.
import { useId, useState } from 'react';
import { beginningOf, markedWhole } from '../ui/marked-text.js';
import { RichPieces, RichText } from '../ui/rich-text.js';

/** About three lines of a wide page. */
const SHORT = 360;

interface AbstractProps {
  readonly text: string;
  /** A stretch of it with marks, or all of it where it is short. */
  readonly highlight: string | null | undefined;
}

export function Abstract({ text, highlight }: AbstractProps) {
  const [all, setAll] = useState(false);
  const id = useId();
  const short = beginningOf(text, SHORT);
  const isWhole = highlight ? !/^…|…$/.test(highlight) : short === text;
  return (
    <div className="hit-abstract">
      <p id={id} className={all || isWhole ? undefined : 'cut'}>
        {all && !isWhole ? (
          <RichPieces pieces={markedWhole(text, highlight ?? '')} />
        ) : (
          <RichText text={short} highlight={highlight} />
        )}
      </p>
      {!isWhole && (
        <button
          type="button"
          className="button plain"
          aria-expanded={all}
          aria-controls={id}
          onClick={() => setAll(!all)}
        >
          {all ? 'Show less' : 'Show all of the abstract'}
        </button>
      )}
    </div>
  );
}
