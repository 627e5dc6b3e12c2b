// What a work says about a person whom its source names without an id: the evidence by which people are told apart.
import { recordIds, type Work } from '../../src/domain/work.js';
import { nameKey } from './name-key.js';

/** One authorship without an id of the source. */
export interface Mention {
  /** The id of the work. */
  readonly work: string;
  /** The ids of its records, its own first. */
  readonly records: readonly string[];
  /** Place among the work's authorships, from 0. */
  readonly position: number;
  /** As written. */
  readonly name: string;
  /** The folded names of the work's other authors. */
  readonly coauthors: readonly string[];
  /** Ids. */
  readonly institutions: readonly string[];
  /** Ids. */
  readonly topics: readonly string[];
  readonly year: number | undefined;
  /** Id of where the work appeared. */
  readonly source: string | undefined;
}

/**
 * The mentions of a work, each with the key under which people of one name are told apart.
 * @param isWanted of which keys; the others are not even put together
 */
export function mentionsOf(
  work: Work,
  isWanted: (key: string) => boolean = () => true,
): { key: string; mention: Mention }[] {
  const { authorships, id, publication_year, primary_location, topics } = work;
  const wanted = authorships.map(({ author }) => author.name_key !== undefined && isWanted(author.name_key));
  if (!wanted.includes(true)) return [];
  const names = authorships.map(({ author }) => author.name_key ?? nameKey(author.display_name) ?? '');
  const topicIds = topics.map((one) => one.id);
  const source = primary_location?.source?.id;
  return authorships.flatMap(({ author, institutions }, position) => {
    if (author.name_key === undefined || !wanted[position]) return [];
    const mention: Mention = {
      work: id,
      records: recordIds(work),
      position,
      name: author.display_name,
      coauthors: names.filter((name, i) => i !== position && name !== ''),
      institutions: institutions.map((one) => one.id),
      topics: topicIds,
      year: publication_year,
      source,
    };
    return [{ key: names[position] as string, mention }];
  });
}
