// Whether a text is an id that somebody pasted, rather than words.
import { canonicalId, parseId } from '../domain/ids.js';

/** Ids of our own have a kind before a colon. */
const OWN_ID = /^\s*[a-z]+:\S+\s*$/;

/** The stored form of a pasted id; undefined for any other text. Words with a colon may look like one of our own. */
export function pastedId(text: string): string | undefined {
  return parseId(text).scheme === 'own' && !OWN_ID.test(text) ? undefined : canonicalId(text);
}
