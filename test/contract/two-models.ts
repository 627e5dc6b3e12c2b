// Two models, and what an engine has of them, for the checks of vectors.
import type { Engine } from '../../src/engine/engine.js';
import { idsOf, near, search, words } from '../support/engine-session.js';
import { degrees, makeModel } from '../support/works.js';

export const OURS = makeModel(2, 'r1');
export const OTHER = makeModel(2, 'r2');

/** Ids of the semantic leg for `degrees(0)` with a low floor, or undefined when the leg did not take part. */
export async function nearby(engine: Engine, model = OURS): Promise<string[] | undefined> {
  const { semantic, semanticUsed } = await search(engine, {
    text: words('x'),
    lexical: false,
    semantic: near(degrees(0), 0.3, model),
  });
  return semanticUsed ? idsOf(semantic) : undefined;
}

export async function waiting(engine: Engine, model = OURS, limit = 100): Promise<string[]> {
  return (await engine.unembedded(model, limit)).map((work) => work.id);
}
