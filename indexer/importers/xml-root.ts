// What a file of XML is, told from its first characters.
import { localName } from './xml-element.js';

/** The name of the first element, without its prefix; undefined if the text does not begin as XML does. */
export function rootOf(head: string): string | undefined {
  const text = head.replace(/^(?:\xef\xbb\xbf|\ufeff)/, '');
  // a document type may have a part in brackets, which may have comments
  const prolog = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>)*/.exec(text)?.[0] ?? '';
  const root = /^<([\w.:-]+)/.exec(text.slice(prolog.length))?.[1];
  return root === undefined ? undefined : localName(root);
}
