// The box while it holds a line: a combobox that completes what is typed (ARIA 1.2, list autocomplete).
import { useCombobox } from 'downshift';
import { type ChangeEvent, type ClipboardEvent, type KeyboardEvent, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { thingHref } from '../hrefs.js';
import { CompletionList } from './completion-list.js';
import type { Completion } from './completions.js';
import type { FieldProps } from './search-box.js';
import { useCompletions } from './use-completions.js';

export function LineField({ text, change, field, label, hint }: FieldProps) {
  const [open, setOpen] = useState(false);
  const { groups, settled } = useCompletions(text, open);
  const items = useMemo(() => groups.flatMap(({ completions }) => completions), [groups]);
  const box = useCompletionBox({ text, items, open, setOpen });
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const place = event.currentTarget.selectionStart ?? text.length;
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      change(`${text.slice(0, place)}\n${text.slice(event.currentTarget.selectionEnd ?? place)}`, place + 1);
    }
    // the caret moves as in any field, and Enter searches unless a completion is chosen
    const isField = event.key === 'Home' || event.key === 'End' || (event.key === 'Enter' && box.highlightedIndex < 0);
    if (isField || event.shiftKey) withoutCombobox(event);
    if (event.key === 'Enter' && box.highlightedIndex < 0) setOpen(false);
  };
  const inputProps = box.getInputProps({
    ref: field,
    onKeyDown,
    onPaste: (event: ClipboardEvent<HTMLInputElement>) => pasteLines(event, change),
    onChange: ({ currentTarget: { value, selectionStart }, nativeEvent }: ChangeEvent<HTMLInputElement>) =>
      change(value, selectionStart ?? value.length, nativeEvent instanceof InputEvent && nativeEvent.isComposing),
    onBlur: () => setOpen(false),
  });
  const { htmlFor, ...labelProps } = box.getLabelProps();
  return (
    <div className="field">
      <label htmlFor={htmlFor} {...labelProps} className="unseen">
        {label}
      </label>
      <input {...inputProps} type="text" placeholder={hint} enterKeyHint="search" spellCheck aria-keyshortcuts="/" />
      <div {...box.getMenuProps()} className="completions" hidden={!box.isOpen}>
        {box.isOpen && <CompletionList groups={groups} items={items} getItemProps={box.getItemProps} />}
      </div>
      <div role="status" className="unseen">
        {open && settled && saidOf(items.length)}
      </div>
    </div>
  );
}

function saidOf(count: number): string {
  if (count === 0) return 'No completions. Enter searches.';
  return `${count === 1 ? '1 completion' : `${count} completions`}. Arrow keys choose one, Enter searches.`;
}

interface BoxOptions {
  readonly text: string;
  readonly items: Completion[];
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** What is typed stays what was typed: choosing leads to a page instead of filling the field. */
function useCompletionBox({ text, items, open, setOpen }: BoxOptions) {
  const [, navigate] = useLocation();
  // by id: the list may change under a choice
  const [chosen, choose] = useState<string>();
  return useCombobox<Completion>({
    items,
    inputValue: text,
    selectedItem: null,
    itemToString: (item) => item?.name ?? '',
    isOpen: open && items.length > 0,
    onIsOpenChange: ({ isOpen }) => setOpen(isOpen),
    highlightedIndex: items.findIndex(({ id }) => id === chosen),
    onHighlightedIndexChange: ({ highlightedIndex }) => choose(items[highlightedIndex]?.id),
    stateReducer: ({ selectedItem }, { type, changes }) => {
      const { InputBlur, InputKeyDownArrowUp } = useCombobox.stateChangeTypes;
      // leaving the field chooses nothing
      return type === InputBlur || type === InputKeyDownArrowUp ? { ...changes, selectedItem } : changes;
    },
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) navigate(thingHref(selectedItem.type, selectedItem.id));
    },
  });
}

/** https://www.downshift-js.com/use-combobox: an event with this mark is not its own. */
function withoutCombobox({ nativeEvent }: KeyboardEvent): void {
  Object.assign(nativeEvent, { preventDownshiftDefault: true });
}

/** A field of one line would swallow the breaks of a pasted text. */
function pasteLines(event: ClipboardEvent<HTMLInputElement>, change: FieldProps['change']): void {
  const pasted = event.clipboardData.getData('text/plain').trim();
  if (!/[\r\n]/.test(pasted)) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = event.currentTarget;
  const from = selectionStart ?? value.length;
  change(value.slice(0, from) + pasted + value.slice(selectionEnd ?? from), from + pasted.length);
}
