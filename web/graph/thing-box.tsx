// A field that completes to one thing: in the graph that is shown, or among all there is. ARIA's combobox, by downshift.
import { useCombobox } from 'downshift';
import { KindSign } from './kind-sign.js';
import type { NodeType } from './model.js';

export interface ThingChoice {
  readonly type: NodeType;
  readonly id: string;
  readonly name: string;
  /** What tells it from others of the name. */
  readonly hint: string;
}

interface ThingBoxProps {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly choices: readonly ThingChoice[];
  readonly onPick: (choice: ThingChoice) => void;
  /** Said where there are no choices. */
  readonly note: string;
}

export function ThingBox({ label, placeholder, text, onText, choices, onPick, note }: ThingBoxProps) {
  const box = useCombobox<ThingChoice>({
    items: [...choices],
    inputValue: text,
    selectedItem: null,
    defaultHighlightedIndex: 0,
    itemToString: (choice) => choice?.name ?? '',
    itemToKey: (choice) => choice && `${choice.type}/${choice.id}`,
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) onPick(selectedItem);
    },
  });
  const isShown = box.isOpen && text.trim() !== '';
  return (
    <div className="graph-search">
      <input
        {...box.getInputProps({
          'aria-label': label,
          placeholder,
          // at once, not when the state has changed: the caret would jump to the end
          onChange: (event) => onText(event.currentTarget.value),
        })}
      />
      <ul
        className={isShown && choices.length > 0 ? 'graph-choices' : 'unseen'}
        {...box.getMenuProps({ 'aria-label': label })}
      >
        {isShown &&
          choices.map((choice, index) => (
            <li key={`${choice.type}/${choice.id}`} {...box.getItemProps({ item: choice, index })}>
              <KindSign type={choice.type} />
              <span className="graph-choice-name" dir="auto">
                {choice.name}
              </span>
              <span className="quiet">{choice.hint}</span>
            </li>
          ))}
      </ul>
      <p className="quiet graph-search-note" role="status">
        {isShown && choices.length === 0 ? note : ''}
      </p>
    </div>
  );
}
