// Invented works and vectors for tests: builders with valid defaults, low-dimensional directions, high-dimensional clusters.
import type { ModelIdentity } from '../../src/domain/model.js';
import type { Authorship, TopicRef, Work } from '../../src/domain/work.js';

/** A valid work; what matters to a test is given, the rest is plain. */
export function makeWork(given: Partial<Work> & Pick<Work, 'id'>): Work {
  return {
    display_name: 'Untitled',
    type: 'article',
    ids: {},
    authorships: [],
    topics: [],
    keywords: [],
    cited_by_count: 0,
    referenced_works: [],
    ...given,
  };
}

/** Works that differ in their titles only: `{ a: 'graph theory' }`. */
export function titled(titles: Readonly<Record<string, string>>): Work[] {
  return Object.entries(titles).map(([id, display_name]) => makeWork({ id, display_name }));
}

/** An author with an id made from the name, at institutions given as `[id, country]`. */
export function byAuthor(name: string, institutions: readonly (readonly [string, string])[] = []): Authorship {
  return {
    author_position: 'first',
    author: { id: `author:${name.toLowerCase().replaceAll(' ', '-')}`, display_name: name },
    institutions: institutions.map(([id, country_code]) => ({ id, display_name: `University ${id}`, country_code })),
  };
}

/** A topic whose id is made from its name. */
export function onTopic(name: string): TopicRef {
  return { id: `topic:${name.toLowerCase().replaceAll(' ', '-')}`, display_name: name };
}

/** An invented model; another revision is another model. */
export function makeModel(dimension: number, revision = 'r1'): ModelIdentity {
  return { name: 'test/tiny', revision, dtype: 'fp32', dimension };
}

/** The unit vector of a direction. */
export function unit(...components: number[]): Float32Array {
  const length = Math.hypot(...components);
  return Float32Array.from(components, (value) => value / length);
}

/** The plane's unit vector at an angle: its cosine with `degrees(0)` is that of the angle. */
export function degrees(angle: number): Float32Array {
  const radians = (angle * Math.PI) / 180;
  return unit(Math.cos(radians), Math.sin(radians));
}

/** Uniform numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * Unit vectors scattered around a few centres, as embeddings of real texts are: cosines spread from about 0 (other
 * cluster) to about 0.8 (near the centre) instead of all being 0, as those of independent directions are.
 */
export function clusteredVectors(count: number, dimension: number, clusters: number, seed: number): Float32Array[] {
  const random = randomFrom(seed);
  const direction = () => Array.from({ length: dimension }, () => gaussian(random));
  const centres = Array.from({ length: clusters }, direction);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor(random() * clusters)] ?? [];
    const spread = 0.4 + random();
    return unit(...centre.map((value) => value + spread * gaussian(random)));
  });
}
