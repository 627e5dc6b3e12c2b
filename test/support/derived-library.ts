// A small library with everything derived from its works, for tests of what is computed between people and works.
import fc from 'fast-check';
import { deriveAll } from '../../indexer/derive.js';
import type { Work } from '../../src/domain/work.js';
import { partsOf } from '../../src/engine/engine.js';
import { createLogger } from '../../src/logger.js';
import type { LibraryDeps } from '../../src/search/deps.js';
import { embeddingText } from '../../src/text/embedding-text.js';
import { createOracleLibrary } from './oracle-engine.js';
import { makeModel, makeWork } from './works.js';

/** The works in an oracle library, derived and visible; vectors by work id. Without a model: keywords only. */
export async function deriveFrom(
  works: readonly Work[],
  vectors: Readonly<Record<string, Float32Array>> = {},
): Promise<LibraryDeps> {
  const library = createOracleLibrary();
  const { works: engine } = library;
  await engine.write(works);
  const given = works.flatMap((work) => {
    const vector = vectors[work.id];
    // the oracle's "hash" of a text is the text itself
    return vector ? [{ id: work.id, textHash: embeddingText(work), vector }] : [];
  });
  const dimension = given[0]?.vector.length;
  if (dimension !== undefined) await engine.writeVectors(makeModel(dimension), given);
  await engine.refresh();
  await deriveAll(library);
  for (const part of partsOf(library)) await part.refresh();
  const state = () => ({ status: 'off', message: 'there is no model' }) as const;
  const embedder = { state, settled: async () => state(), close: async () => undefined };
  return { library, engine, embedder, logger: createLogger('silent') };
}

export const PEOPLE = ['p1', 'p2', 'p3', 'P4', 'p5', 'p6', 'p7', 'é8'] as const;
const PLACES = ['i1', 'i2', 'i3'] as const;
const SUBJECTS = ['t1', 't2', 't3', 't4'] as const;
const IDS = Array.from({ length: 14 }, (_, i) => `w${i + 1}`);

const authorship = fc
  .record({
    // somebody whom nobody has identified, now and then
    id: fc.option(fc.constantFrom(...PEOPLE), { freq: 12, nil: undefined }),
    places: fc.uniqueArray(fc.constantFrom(...PLACES), { maxLength: 2 }),
  })
  .map(({ id, places }) => ({
    author_position: 'middle' as const,
    author: id === undefined ? { display_name: 'Somebody' } : { id, display_name: `Name ${id}` },
    institutions: places.map((place) => ({ id: place, display_name: `Place ${place}` })),
  }));

/** Works of few people, places and topics, so that bonds, paths and hubs occur; a person may be named twice. */
export const arbitraryPublications: fc.Arbitrary<Work[]> = fc
  .array(
    fc.record({
      authorships: fc.array(authorship, { maxLength: 4 }),
      topics: fc.uniqueArray(fc.constantFrom(...SUBJECTS), { maxLength: 3 }),
      year: fc.option(fc.integer({ min: 2000, max: 2024 }), { nil: undefined }),
      cited_by_count: fc.integer({ min: 0, max: 3 }),
      referenced_works: fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: IDS.length },
  )
  .map((all) =>
    all.map(({ topics, year, ...rest }, i) =>
      makeWork({
        id: IDS[i] as string,
        display_name: `Work ${i + 1}`,
        ...rest,
        ...(year === undefined ? {} : { publication_year: year }),
        topics: topics.map((id) => ({ id, display_name: `Topic ${id}` })),
      }),
    ),
  );

/** Whoever is named in works by id. */
export function peopleOf(works: readonly Work[]): string[] {
  return [...new Set(works.flatMap(({ authorships }) => authorships.flatMap(({ author }) => author.id ?? [])))];
}

/** A work by people given by id, at no institution. */
export function workBy(id: string, people: readonly string[], given: Partial<Work> = {}): Work {
  const authorships = people.map((person) => ({
    author_position: 'middle' as const,
    author: { id: person, display_name: `Name ${person}` },
    institutions: [],
  }));
  return makeWork({ id, display_name: `Work ${id}`, authorships, ...given });
}
