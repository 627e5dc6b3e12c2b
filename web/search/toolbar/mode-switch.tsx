// By words, by meaning, or both.
import { useId } from 'react';
import { MODES, type Mode } from '../state.js';
import type { Go } from '../use-search.js';

const NAMES: Readonly<Record<Mode, string>> = {
  hybrid: 'Words and meaning',
  keyword: 'Words',
  semantic: 'Meaning',
};
const EXPLANATIONS: Readonly<Record<Mode, string>> = {
  hybrid: 'Finds your words, and the same idea in other words.',
  keyword: 'Finds only works with your words in title, abstract, topics, names or venue.',
  semantic: 'Finds works about the same idea, whatever their words.',
};

export function ModeSwitch({ mode, go }: { readonly mode: Mode; readonly go: Go }) {
  const id = useId();
  return (
    <div className="mode">
      <fieldset className="mode-switch" aria-describedby={id}>
        <legend className="unseen">Search by</legend>
        {MODES.map((one) => (
          <label key={one}>
            <input type="radio" name="mode" value={one} checked={one === mode} onChange={() => go({ mode: one })} />
            <span>{NAMES[one]}</span>
          </label>
        ))}
      </fieldset>
      <p id={id} className="quiet mode-explained">
        {EXPLANATIONS[mode]}
      </p>
    </div>
  );
}
