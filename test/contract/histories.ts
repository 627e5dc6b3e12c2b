// Random histories: an engine and the oracle are written to alike, and asked alike in between.

import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { ModelIdentity } from '../../src/domain/model.js';
import { isShuffle } from '../../src/domain/query.js';
import type { Work } from '../../src/domain/work.js';
import type { Engine, RetrievalRequest } from '../../src/engine/engine.js';
import { arbitraryRequest, type RandomRequest } from '../support/arbitrary-requests.js';
import { arbitraryDirection, arbitraryWork, WORK_IDS } from '../support/arbitrary-works.js';
import { expectSameAnswer, safeFloor } from '../support/compare.js';
import { type OpenEngine, type OpenedEngine, storeVectors } from '../support/engine-session.js';
import { createOracleEngine, createOracleStore, type OracleStore } from '../support/oracle-engine.js';
import { makeModel } from '../support/works.js';

export const MODELS: readonly [ModelIdentity, ModelIdentity] = [makeModel(4, 'r1'), makeModel(4, 'r2')];

type ModelIndex = 0 | 1;

export type Step =
  | { readonly step: 'write'; readonly works: readonly Work[] }
  | { readonly step: 'remove'; readonly ids: readonly string[] }
  | { readonly step: 'embed'; readonly model: ModelIndex; readonly vectors: Readonly<Record<string, Float32Array>> }
  | { readonly step: 'switch'; readonly model: ModelIndex }
  | { readonly step: 'refresh' | 'reopen' }
  | { readonly step: 'ask'; readonly request: RandomRequest };

const someIds = fc.uniqueArray(fc.constantFrom(...WORK_IDS), { maxLength: 6 });
export const arbitraryVectors: fc.Arbitrary<Record<string, Float32Array>> = fc.dictionary(
  fc.constantFrom(...WORK_IDS),
  arbitraryDirection,
  { noNullPrototype: true, size: 'max', maxKeys: WORK_IDS.length },
);
const modelIndex = fc.oneof(
  { weight: 4, arbitrary: fc.constant<ModelIndex>(0) },
  { weight: 1, arbitrary: fc.constant<ModelIndex>(1) },
);
const someWorks = fc.uniqueArray(arbitraryWork, { selector: (work) => work.id, maxLength: 6, size: 'max' });

const arbitraryStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: someWorks.map((works): Step => ({ step: 'write', works })) },
  { weight: 2, arbitrary: someIds.map((ids): Step => ({ step: 'remove', ids })) },
  {
    weight: 4,
    arbitrary: fc.record({ step: fc.constant('embed' as const), model: modelIndex, vectors: arbitraryVectors }),
  },
  { weight: 1, arbitrary: modelIndex.map((model): Step => ({ step: 'switch', model })) },
  { weight: 2, arbitrary: fc.constant<Step>({ step: 'refresh' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'reopen' }) },
  { weight: 10, arbitrary: arbitraryRequest.map((request): Step => ({ step: 'ask', request })) },
);

/** A history begins with works and vectors, so that even a short one has something to find. */
export const arbitraryHistory: fc.Arbitrary<Step[]> = fc
  .tuple(someWorks, arbitraryVectors, fc.array(arbitraryStep, { maxLength: 24, size: 'max' }))
  .map(([works, vectors, steps]) => [{ step: 'write', works }, { step: 'embed', model: 0, vectors }, ...steps]);

/** Takes an engine and the oracle through a history; every answer and outcome must agree. */
export async function playHistory(open: OpenEngine, steps: readonly Step[]): Promise<void> {
  const opened = await open();
  try {
    const store = createOracleStore();
    const pair: Pair = { opened, engine: opened.engine, oracle: createOracleEngine(store), store };
    for (const step of steps) await play(pair, step);
  } finally {
    await opened.close();
  }
}

interface Pair {
  readonly opened: OpenedEngine;
  engine: Engine;
  readonly oracle: Engine;
  readonly store: OracleStore;
}

async function play(pair: Pair, step: Step): Promise<void> {
  const { engine, oracle } = pair;
  const alike = async (act: (one: Engine) => Promise<unknown>) => expect(await act(engine)).toEqual(await act(oracle));
  switch (step.step) {
    case 'write':
      return alike((one) => one.write(step.works));
    case 'remove':
      return alike((one) => one.remove(step.ids));
    case 'embed':
      return alike((one) => storeVectors(one, MODELS[step.model], step.vectors));
    case 'switch':
      return alike((one) => one.switchModel(MODELS[step.model]));
    case 'refresh':
      return alike((one) => one.refresh());
    case 'reopen':
      pair.engine = await pair.opened.reopen();
      return;
    case 'ask':
      return ask(pair, step.request);
  }
}

async function ask({ opened, engine, oracle, store }: Pair, request: RandomRequest): Promise<void> {
  for (const one of [engine, oracle]) await one.refresh();
  const concrete = await toRequest(oracle, request);
  const { order, window } = concrete;
  const shuffled = order && isShuffle(order.by) ? order : undefined;
  const whole = shuffled ? { order: { by: [], offset: 0, limit: WORK_IDS.length } } : {};
  const exact = await oracle.retrieve({ ...concrete, ...whole, window: WORK_IDS.length });
  const { lingeringStatistics = false } = opened;
  expectSameAnswer(await engine.retrieve(concrete), exact, { window, store, lingeringStatistics, shuffled });
  expect(await engine.fetch(WORK_IDS)).toEqual(await oracle.fetch(WORK_IDS));
  const { works, indexed, embedded, model } = await engine.status();
  expect({ works, indexed, embedded, model }).toEqual(pick(await oracle.status()));
  for (const one of MODELS) expect(await waiting(engine, one)).toEqual(await waiting(oracle, one));
}

const pick = ({ works, indexed, embedded, model }: Awaited<ReturnType<Engine['status']>>) => ({
  works,
  indexed,
  embedded,
  model,
});

/** As a set: where a rewritten work stands in the queue is an engine's own affair. */
async function waiting(engine: Engine, model: ModelIdentity): Promise<string[]> {
  return (await engine.unembedded(model, WORK_IDS.length)).map((work) => work.id).sort();
}

/** The request with the first model and a floor at which rounding decides nothing. */
export async function toRequest(oracle: Engine, { near, ...rest }: RandomRequest): Promise<RetrievalRequest> {
  if (near === undefined) return rest;
  const query = { vector: near.direction, model: MODELS[0], floor: near.floor };
  return { ...rest, semantic: { ...query, floor: await safeFloor(oracle, query) } };
}
