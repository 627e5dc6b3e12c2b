// What the API asks of whoever puts records of people right. Implemented by the indexer, which writes.
import type { Author, AuthorAttributes } from '../domain/entities.js';

/** Attributes to set; null takes one away. */
export type AttributeChanges = {
  readonly [K in keyof AuthorAttributes]?: Exclude<AuthorAttributes[K], undefined> | null | undefined;
};

/** Every change is stored, derived and visible to reading by id when it resolves; to searches within a second. */
export interface Curator {
  /**
   * Sets what the platform knows of a person; what `changes` does not name stays. `id` is a stored author id.
   * @throws IdeascopeError not_found
   */
  patchAuthor(id: string, changes: AttributeChanges): Promise<Author>;
  /**
   * Takes the record `from` into `into`: its works belong there from now on, and its id leads there.
   * @throws IdeascopeError not_found; invalid_parameter for one record twice, or a circle of merges
   */
  mergeAuthors(from: string, into: string): Promise<Author>;
  /**
   * Without works: undoes the merge of the record `id`. With works: these works that stand under `id` are of somebody
   * else, a record `to` (default: a new one, `<id>~2`, `<id>~3`, …). `from` is undefined where no work is left under it.
   * @throws IdeascopeError not_found; invalid_parameter for works that are not of `id`
   */
  splitAuthor(
    id: string,
    works?: readonly string[],
    to?: string,
  ): Promise<{ readonly from: Author | undefined; readonly to: Author }>;
}
