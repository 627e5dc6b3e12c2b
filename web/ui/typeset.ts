// KaTeX, loaded with the first formula.
import katex from 'katex';
import { LONGEST_FORMULA, MACROS, readableTex } from './typeset-options.js';

/** Replaces what is in the element. It is built of nodes, whose styles a page may set where it may not write them. */
export function typeset(element: HTMLElement, tex: string, source: string, displayMode: boolean): void {
  try {
    if (tex.length > LONGEST_FORMULA) throw new RangeError('the formula is too long');
    katex.render(readableTex(tex), element, {
      displayMode,
      // fonts and styles of formulas belong to the page: in a shadow root the browser draws them itself, from MathML
      output: element.getRootNode() instanceof ShadowRoot ? 'mathml' : 'htmlAndMathml',
      throwOnError: true,
      // texts come from anywhere: no links, no files, no endless macros
      trust: false,
      strict: 'ignore',
      maxExpand: 200,
      maxSize: 20,
      // what a formula defines is added to them
      macros: { ...MACROS },
    });
  } catch {
    element.textContent = source;
  }
}
