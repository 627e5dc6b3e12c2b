// KaTeX, loaded with the first formula.
import katex from 'katex';

/** Replaces what is in the element. It is built of nodes, whose styles a page may set where it may not write them. */
export function typeset(element: HTMLElement, tex: string, source: string, displayMode: boolean): void {
  try {
    katex.render(tex, element, {
      displayMode,
      throwOnError: true,
      // texts come from anywhere: no links, no files, no endless macros
      trust: false,
      // what it refuses is shown as the text around it
      errorColor: 'currentColor',
      strict: 'ignore',
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    element.textContent = source;
  }
}
