// SUGGEST_TOPICS as processes: an import that is killed in between loses nothing, and a service looks at what comes later.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WorksAnswer } from '../../src/api/answers/works.js';
import { eventually, Place } from './processes.js';

// by words alone: the model has tests of its own, and words are faster
const SETTINGS = { SUGGEST_TOPICS: '1', EMBEDDING_MODEL: 'none' };
const LIMIT_MS = 120_000;
const PLACES = ['northern', 'southern', 'western', 'eastern', 'rocky', 'sandy', 'frozen', 'quiet', 'stormy', 'distant'];
const UNTAGGED = 400;

let place: Place;

beforeAll(async () => {
  place = await Place.open();
});
afterAll(() => place.close());

const about = (i: number) => `Tides and moorings of the ${PLACES[i % PLACES.length]} coast, part ${i}`;

function works(): string {
  const tagged = PLACES.map((_, i) => JSON.stringify({ id: `tagged/${i}`, title: about(i), topics: ['Tides'] }));
  const untagged = Array.from({ length: UNTAGGED }, (_, i) => JSON.stringify({ id: `plain/${i}`, title: about(i) }));
  return [...tagged, ...untagged].join('\n');
}

async function suggested(): Promise<string> {
  const { stdout } = await place.run(['status'], SETTINGS);
  return /^suggested +(.*)$/m.exec(stdout)?.[1] ?? stdout;
}

test(
  'without the setting nothing is suggested; with it an import suggests, also after having been killed',
  async () => {
    const plain = await place.run(['import', '-', '--no-embed'], { EMBEDDING_MODEL: 'none' }, works());
    expect(plain).toMatchObject({ code: 0, stdout: expect.not.stringMatching(/suggested/) });
    expect(await suggested()).toBe(`of 0 works; none for 0; ${UNTAGGED} to be looked at`);
    const killed = place.start(['suggest-topics'], SETTINGS);
    // wherever it is then, in the middle or done: what was stored stays
    const begun = async () => killed.output().stderr;
    await Promise.race([eventually('progress', begun, (text) => /topics/.test(text), LIMIT_MS), killed.ended]);
    await killed.stop('SIGKILL');
    const end = await place.run(['suggest-topics'], SETTINGS);
    expect(end).toMatchObject({ code: 0, stdout: expect.stringMatching(/(\d+) of \1 works without topics/) });
    expect(await suggested()).toBe(`of ${UNTAGGED} works; none for 0; 0 to be looked at`);
  },
  LIMIT_MS,
);

test(
  'a service looks at works that come later, and says which topics are suggested',
  async () => {
    const server = await place.serve(SETTINGS);
    const late = JSON.stringify({ id: 'late/1', title: 'Tides and moorings of a late coast' });
    await place.run(['import', '-', '--no-embed'], { EMBEDDING_MODEL: 'none' }, late);
    const ask = async () => {
      const response = await fetch(`${server.url}/works?search=late&filter=topics_origin:suggested`);
      return (await response.json()) as WorksAnswer;
    };
    const found = ({ meta }: WorksAnswer) => meta?.count === 1;
    const { results } = await eventually('the late work to have a topic', ask, found, LIMIT_MS);
    expect(results[0]).toMatchObject({
      id: 'late/1',
      primary_topic: { id: 'topic:tides', suggested: true },
      topics: [{ display_name: 'Tides', suggested: true }],
    });
    await server.stop('SIGTERM');
    const removed = await place.run(['suggest-topics', '--remove'], SETTINGS);
    expect(removed).toMatchObject({ code: 0, stdout: expect.stringMatching(/^401 works are as if/) });
  },
  LIMIT_MS,
);
