// What the searches that go beyond works are given: the whole library and the embedder.
import type { Library } from '../engine/engine.js';
import type { SemanticDeps } from './semantic-leg.js';

/** `engine` is `library.works`: what searches works takes these as they are. */
export interface LibraryDeps extends SemanticDeps {
  readonly library: Library;
}
