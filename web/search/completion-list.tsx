// The list below the box: completions by kind, as groups of options.
import type { UseComboboxPropGetters } from 'downshift';
import { useId } from 'react';
import type { ThingType } from '../hrefs.js';
import { RichText } from '../ui/rich-text.js';
import type { Completion, CompletionGroup } from './completions.js';

const KINDS: Readonly<Record<ThingType, string>> = {
  topic: 'Topics',
  author: 'People',
  work: 'Works',
  institution: 'Institutions',
  source: 'Journals and venues',
};

interface CompletionListProps {
  readonly groups: readonly CompletionGroup[];
  /** Those of the groups, in order. */
  readonly items: readonly Completion[];
  readonly getItemProps: UseComboboxPropGetters<Completion>['getItemProps'];
}

export function CompletionList({ groups, items, getItemProps }: CompletionListProps) {
  const id = useId();
  return groups.map(({ type, completions }) => (
    // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
    <div key={type} role="group" aria-labelledby={`${id}-${type}`} className="completion-group">
      <div id={`${id}-${type}`} role="presentation" className="completion-kind">
        {KINDS[type]}
      </div>
      {completions.map((item) => (
        <div key={item.id} {...getItemProps({ item, index: items.indexOf(item) })} className="completion">
          <span className="completion-name">
            <RichText text={item.name} highlight={item.highlight} />
          </span>
          {item.hint && <span className="quiet completion-hint">{item.hint}</span>}
        </div>
      ))}
    </div>
  ));
}
