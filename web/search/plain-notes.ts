// What an answer had to do without, in words for readers rather than for who runs the service; pure.
import type { Degradation } from '../ui/states.js';

const PLAIN: Readonly<Record<string, string>> = {
  embedding_off: 'Keywords only: this service has no model for searching by meaning.',
  embedding_loading: 'Keywords only for the moment: the model for searching by meaning is being loaded.',
  embedding_failed: 'Keywords only: the model for searching by meaning could not be loaded.',
  embedding_error: 'Keywords only: searching by meaning failed this time.',
  vectors_missing: 'Keywords only: these works are not prepared for searching by meaning yet.',
};

/** Of a page of results; notes that readers can do nothing with are left out. */
export function plainNotes(notes: readonly Degradation[]): Degradation[] {
  return notes
    .filter(({ code }) => code !== 'names_not_searched' && code !== 'explain_incomplete')
    .map(({ code, message }) => ({ code, message: PLAIN[code] ?? message }));
}
