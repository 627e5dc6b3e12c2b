// The questions of the million bench: drawn from the works, asked in the engine, over HTTP and letter by letter.
import type { Kind } from '../src/domain/catalogue.js';
import { ALL } from '../src/domain/query.js';
import type { Work } from '../src/domain/work.js';
import type { Library } from '../src/engine/engine.js';
import { sampleWorks } from './drawing.js';
import { drawQuestions as drawForEngine, type Questions as EngineQuestions } from './engine-queries.js';
import { drawQuestions as drawForService, embedQuestions, type Questions } from './engines-questions.js';
import { type Percentiles, percentiles } from './million-process.js';
import { type PlainClient, plainClient } from './plain-http.js';
import { pick, randomNumbers } from './random.js';
import { keystrokes, mistyped } from './typing.js';
import type { VectorMaker } from './vectors.js';

const PER_KIND = 100;
const NAMES_TYPED = 60;
const WARM_UP = 200;
const LIMIT = 10;

/** Everything that is asked of one collection. */
export interface KeptQuestions {
  readonly engine: EngineQuestions;
  readonly service: Questions;
  /** By the text that the service embeds. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  /** What is typed, letter by letter, right and with a typo. */
  readonly typed: Readonly<Record<'works' | 'authors' | 'topics', readonly string[]>>;
}

export async function drawAll({ works }: Library, maker: VectorMaker): Promise<KeptQuestions> {
  const service = await drawForService(works, PER_KIND);
  return {
    engine: await drawForEngine(works, maker),
    service,
    vectors: await embedQuestions(service, maker),
    typed: drawTyped(await sampleWorks(works)),
  };
}

/** People and topics are drawn in proportion to their works: those are looked for most. */
function drawTyped(works: readonly Work[]): KeptQuestions['typed'] {
  const random = randomNumbers(9);
  const letters = (nameOf: (work: Work) => string | undefined) => {
    const names: string[] = [];
    while (names.length < NAMES_TYPED) {
      const name = nameOf(pick(random, works));
      if (name !== undefined) names.push(name);
    }
    return names.flatMap((name) => [name, mistyped(name, random) ?? name].flatMap((one) => keystrokes(one)));
  };
  const oneOf = <T>(all: readonly T[]) => (all.length === 0 ? undefined : pick(random, all));
  return {
    works: letters(({ display_name }) => display_name),
    authors: letters(({ authorships }) => oneOf(authorships)?.author.display_name),
    topics: letters(({ topics }) => oneOf(topics)?.display_name),
  };
}

/** A question as the service gets it. */
export type Ask = (question: object) => Promise<unknown>;

export function asker(client: PlainClient): Ask {
  return (question) =>
    client.send({ method: 'POST', path: '/works/search', type: 'application/json', body: JSON.stringify(question) });
}

/** Milliseconds by kind of question over HTTP. */
export async function measureService(url: string, { service }: KeptQuestions): Promise<Record<string, Percentiles>> {
  const client = plainClient(url);
  const ask = asker(client);
  try {
    for (const drawn of Object.values(service)) for (const question of drawn.slice(0, 20)) await ask(question);
    const figures: Record<string, Percentiles> = {};
    for (const [kind, drawn] of Object.entries(service)) {
      figures[kind] = percentiles(
        await timesOf(
          drawn.filter((_, i) => kind !== 'browse' || i < 40),
          ask,
        ),
      );
    }
    return figures;
  } finally {
    client.close();
  }
}

/** Milliseconds by kind of thing, in the engine. */
export async function measureTyping(library: Library, typed: KeptQuestions['typed']) {
  return byKind(typed, (kind) => (text) => library[kind].complete({ text, filter: ALL, limit: LIMIT }));
}

/** Milliseconds by kind of thing, over HTTP. */
export async function measureTypingOver(url: string, typed: KeptQuestions['typed']) {
  const client = plainClient(url);
  const ask = (kind: Kind) => (text: string) =>
    client.send({
      method: 'GET',
      path: `/autocomplete/${kind}?q=${encodeURIComponent(text)}`,
      type: 'application/json',
      body: '',
    });
  return byKind(typed, ask).finally(() => client.close());
}

async function byKind(typed: KeptQuestions['typed'], askOf: (kind: Kind) => (text: string) => Promise<unknown>) {
  const figures: Record<string, Percentiles> = {};
  for (const kind of ['works', 'authors', 'topics'] as const) {
    const ask = askOf(kind);
    await timesOf(typed[kind].slice(0, WARM_UP), ask);
    figures[kind] = percentiles(await timesOf(typed[kind], ask));
  }
  return figures;
}

async function timesOf<Q>(questions: readonly Q[], ask: (question: Q) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (const question of questions) {
    const began = performance.now();
    await ask(question);
    taken.push(performance.now() - began);
  }
  return taken;
}
