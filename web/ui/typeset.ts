// KaTeX, loaded with the first formula.
import katex from 'katex';
import { LONGEST_FORMULA, MACROS, readableTex } from './typeset-options.js';

/** KaTeX would show the name of the command alone, and lose its arguments. */
function refuse({ command }: { readonly command: string }): never {
  throw new Error(`${command} is refused`);
}

/** Elements within elements. Chromium lays out six hundred and ends the page beyond; a formula of a paper has a hundred. */
const DEEPEST = 250;

function depthOf(element: Element): number {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT);
  let deepest = 0;
  for (let depth = 0; ; ) {
    if (walker.firstChild()) depth++;
    else {
      while (!walker.nextSibling()) {
        if (!walker.parentNode()) return deepest;
        depth--;
      }
    }
    deepest = Math.max(deepest, depth);
  }
}

/** Replaces what is in the element. It is built of nodes, whose styles a page may set where it may not write them. */
export function typeset(element: HTMLElement, tex: string, source: string, displayMode: boolean): void {
  try {
    if (tex.length > LONGEST_FORMULA) throw new RangeError('the formula is too long');
    // nothing of it is laid out before it is known to be harmless
    const place = document.createElement('span');
    katex.render(readableTex(tex), place, {
      displayMode,
      // fonts and styles of formulas belong to the page: in a shadow root the browser draws them itself, from MathML
      output: element.getRootNode() instanceof ShadowRoot ? 'mathml' : 'htmlAndMathml',
      throwOnError: true,
      // texts come from anywhere: no links, no files, no endless macros
      trust: refuse,
      strict: 'ignore',
      errorColor: 'currentColor',
      maxExpand: 200,
      maxSize: 5,
      // what a formula defines is added to them
      macros: { ...MACROS },
    });
    if (depthOf(place) > DEEPEST) throw new RangeError('the formula is too deep');
    element.replaceChildren(...place.childNodes);
  } catch {
    element.textContent = source;
  }
}
