// The field to find a value of a facet: among those at hand at once, then among all.
import { type ReactNode, useState } from 'react';
import type { SearchState } from '../state.js';
import { type Entry, matches } from './entries.js';
import { FacetValues } from './facet-values.js';
import { type EntityKind, type FacetField, valueLabel } from './labels.js';
import { keepName } from './names.js';
import { useBeyond } from './use-beyond.js';

const MOST_FOUND = 20;

interface FacetFindProps {
  readonly field: FacetField;
  readonly title: string;
  readonly kind: EntityKind | undefined;
  readonly entries: readonly Entry[];
  readonly state: SearchState;
  readonly selected: readonly string[];
  readonly toggle: (key: string) => void;
  /** What is there while nothing is looked for. */
  readonly children: ReactNode;
}

export function FacetFind(props: FacetFindProps) {
  const { field, title, kind, entries, children } = props;
  const [text, setText] = useState('');
  const found = entries.filter(({ key, name }) => matches(valueLabel(field, key, name), text));
  const looking = text.trim() !== '';
  return (
    <>
      <input
        type="search"
        className="facet-find"
        aria-label={`Find in ${title}`}
        placeholder={`Find in ${title.toLowerCase()}`}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
      />
      {looking && kind && <FoundBeyond {...props} kind={kind} text={text} found={found} />}
      {looking && !kind && <Found {...props} found={found} isOver />}
      {!looking && children}
    </>
  );
}

interface FoundProps extends FacetFindProps {
  readonly found: readonly Entry[];
}

function FoundBeyond(props: FoundProps & { readonly kind: EntityKind; readonly text: string }) {
  const { field, kind, text, state, found, toggle } = props;
  const beyond = useBeyond({ field, kind, text, state });
  const further = beyond.entries.filter(({ key }) => !found.some((entry) => entry.key === key));
  // the answer to come names what is selected; until then this does
  const select = (key: string) => {
    const entry = further.find((one) => one.key === key);
    if (entry) keepName(field, key, entry.name);
    toggle(key);
  };
  return (
    <Found
      {...props}
      found={[...found, ...further]}
      toggle={select}
      isOver={!beyond.isUnderWay}
      failed={beyond.isError}
    />
  );
}

interface FoundListProps extends FoundProps {
  /** Whether no more will come. */
  readonly isOver: boolean;
  readonly failed?: boolean;
}

function Found({ found, isOver, failed = false, title, field, selected, toggle }: FoundListProps) {
  return (
    <>
      <FacetValues field={field} entries={found.slice(0, MOST_FOUND)} selected={selected} toggle={toggle} />
      <p role="status" className="quiet facet-status">
        {statusOf(found.length, isOver, failed, title)}
      </p>
    </>
  );
}

function statusOf(found: number, isOver: boolean, failed: boolean, title: string): string {
  if (!isOver) return 'Looking further …';
  if (failed) return 'Looking further did not work. What is listed is right.';
  if (found === 0) return `None of the ${title.toLowerCase()} in these results has such a name.`;
  return found > MOST_FOUND ? `${MOST_FOUND} of ${found} are shown. Type more to see others.` : '';
}
