// Keeps keys out of the log, wherever in a request they were sent: in its address, its id, its body.
import { plainKeys } from './given-keys.js';
import { MADE_KEY } from './key-entries.js';

const HIDDEN = '[key]';

/**
 * What replaces keys in a line of the log: all that `ideascope keys create` has ever made, whether they are known here or
 * not, and those that stand in the settings themselves, as they are, as a URL has them and as JSON has them.
 * @param given the keys of API_KEYS
 */
export function hideKeys(given: readonly string[]): (line: string) => string {
  const forms = plainKeys(given).flatMap((key) => [key, encodeURIComponent(key), inJson(key), inJson(inJson(key))]);
  // what contains another is replaced first
  const known = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (line) => known.reduce((text, form) => text.replaceAll(form, HIDDEN), line.replace(MADE_KEY, HIDDEN));
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
