// The styles of the elements, one sheet for all of them: a page with a strict policy allows no style in its markup.
import base from '../styles/base.css';
import formulas from '../styles/formulas.css';
import pages from '../styles/pages.css';
import parts from '../styles/parts.css';
import profile from '../styles/profile.css';
import tokens from '../styles/tokens.css';
import works from '../styles/works.css';
import own from './embed.css';
import { forShadow, settable } from './host-css.js';

let sheet: CSSStyleSheet | undefined;

export function sharedSheet(): CSSStyleSheet {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(forShadow([settable(tokens), base, parts, works, formulas, pages, profile, own].join('\n')));
  return sheet;
}
