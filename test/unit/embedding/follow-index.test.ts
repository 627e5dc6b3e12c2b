// Which model embeds queries while an index goes from one model to another.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { ModelIdentity } from '../../../src/domain/model.js';
import type { EmbedderHandle, EmbedderState } from '../../../src/embedding/embedder.js';
import { followIndex } from '../../../src/embedding/follow-index.js';
import { createLogger } from '../../../src/logger.js';
import { createFakeEmbedder } from '../../support/fake-embedder.js';

const logger = createLogger('silent');
const GRACE_MS = 10;

/** A model that says when it was closed, and can be kept loading. */
function modelNamed(name: string, first?: EmbedderState) {
  const fake = createFakeEmbedder({ dimension: 4 });
  const identity: ModelIdentity = { ...fake.identity, name };
  const ready: EmbedderState = { status: 'ready', embedder: { ...fake, identity } };
  const model = { identity, closed: 0, state: first ?? ready };
  const handle: EmbedderHandle = {
    state: () => model.state,
    settled: async () => model.state,
    close: async () => {
      model.closed++;
    },
  };
  return Object.assign(model, { handle, ready });
}

const nameOf = (state: EmbedderState) => (state.status === 'ready' ? state.embedder.identity.name : state.status);

describe('followIndex', () => {
  test('queries go to the model of the index until the wanted one is there, which is then all that stays open', async () => {
    const [old, young] = [modelNamed('old'), modelNamed('young')];
    const opened: string[] = [];
    const open = ({ name }: ModelIdentity) => {
      opened.push(name);
      return old.handle;
    };
    const following = followIndex({ wanted: young.handle, open, logger, grace: GRACE_MS });
    expect(nameOf(following.state())).toBe('young');
    await following.follow(undefined);
    expect(opened).toEqual([]);
    for (let tick = 0; tick < 3; tick++) await following.follow(old.identity);
    expect([opened, nameOf(following.state()), nameOf(following.wanted.state())]).toEqual([['old'], 'old', 'young']);
    await following.follow(young.identity);
    expect([nameOf(following.state()), old.closed]).toEqual(['young', 0]);
    await sleep(GRACE_MS * 10);
    expect([old.closed, young.closed]).toEqual([1, 0]);
    await following.close();
    expect([old.closed, young.closed]).toEqual([1, 1]);
  });

  test('somebody else switches the index: queries follow, and back', async () => {
    const [own, others] = [modelNamed('own'), modelNamed('others')];
    const following = followIndex({ wanted: own.handle, open: () => others.handle, logger });
    await following.follow(own.identity);
    await following.follow(others.identity);
    expect(nameOf(following.state())).toBe('others');
    await following.follow(own.identity);
    expect(nameOf(following.state())).toBe('own');
    await following.close();
    expect([own.closed, others.closed]).toEqual([1, 1]);
  });

  test('a wanted model that fails leaves searches the one that the index has', async () => {
    const old = modelNamed('old');
    const broken = modelNamed('broken', { status: 'failed', message: 'its files are broken' });
    const following = followIndex({ wanted: broken.handle, open: () => old.handle, logger });
    await following.follow(old.identity);
    expect(nameOf(following.state())).toBe('old');
    const note = 'searches use the vectors of old, .* not those of the model that is set \\(its files are broken\\)';
    expect(following.state()).toMatchObject({ embedder: { note: expect.stringMatching(note) } });
    await following.close();
  });
});

describe('followIndex without the one or the other model', () => {
  test.each([
    ['is not here', (): EmbedderState => ({ status: 'failed', message: 'no files' })],
    ['has other weights now', () => modelNamed('old').ready],
  ])('a model of the index that %s: the wanted one stays, whose vectors are missing', async (_, state) => {
    const young = modelNamed('young');
    const old = modelNamed('old', state());
    const following = followIndex({ wanted: young.handle, open: () => old.handle, logger });
    await following.follow({ ...old.identity, revision: 'another' });
    expect(nameOf(following.state())).toBe('young');
    await following.close();
  });

  test('while the wanted model loads nothing is opened, and without one nothing ever is', async () => {
    const wanted = modelNamed('wanted', { status: 'loading', message: 'on its way' });
    let opened = 0;
    const open = () => {
      opened++;
      return modelNamed('old').handle;
    };
    const following = followIndex({ wanted: wanted.handle, open, logger });
    await following.follow(modelNamed('old').identity);
    expect([opened, nameOf(following.state())]).toEqual([0, 'loading']);
    wanted.state = wanted.ready;
    await following.follow(wanted.identity);
    expect([opened, nameOf(await following.settled())]).toEqual([0, 'wanted']);
    const off = followIndex({ wanted: modelNamed('x', { status: 'off', message: '' }).handle, open, logger });
    await off.follow(modelNamed('old').identity);
    expect([opened, nameOf(off.state())]).toEqual([0, 'off']);
  });
});
