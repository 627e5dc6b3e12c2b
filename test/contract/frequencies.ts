// How frequent words are: exactly, in what searches see, by the terms under which they are searched.
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../src/domain/fields.js';
import { wordsOf } from '../../src/text/analyze.js';
import { arbitraryCollection, arbitraryText } from '../support/arbitrary-works.js';
import { type Check, index } from '../support/engine-session.js';
import { frequenciesOf } from '../support/oracle-match.js';
import { byAuthor, makeWork, titled } from '../support/works.js';

const COLLECTIONS = 20;
const LIMIT_MS = 8_000;

export function checkFrequencies(check: Check, limit = LIMIT_MS): void {
  check('a word counts the works that have its term, in any field, each once', async ({ engine }) => {
    await index(engine, [
      makeWork({ id: 'a', display_name: 'Graphs of graphs', abstract: 'A graph.' }),
      makeWork({ id: 'b', display_name: 'Robots', authorships: [byAuthor('Jo Graph')] }),
      makeWork({ id: 'c', display_name: 'Lévy robots' }),
    ]);
    expect(await engine.frequencies(['graph', 'robots', 'levy', 'of', 'zyzzyva'])).toEqual({
      things: 3,
      frequencies: [2, 2, 1, 1, 0],
    });
  });

  check('each word is answered in its place, also twice and many at a time', async ({ engine }) => {
    await index(engine, titled({ a: 'robot graph', b: 'robot' }));
    const many = Array.from({ length: 2_500 }, (_, i) => (i % 100 === 0 ? 'robot' : `word${i}`));
    const { frequencies } = await engine.frequencies([...many, 'graph', 'graphs']);
    expect(frequencies).toEqual([...many.map((word) => (word === 'robot' ? 2 : 0)), 1, 1]);
  });

  check('no word and an empty index are answered', async ({ engine }) => {
    await engine.refresh();
    expect(await engine.frequencies([])).toEqual({ things: 0, frequencies: [] });
    expect(await engine.frequencies(['robot'])).toEqual({ things: 0, frequencies: [0] });
    await index(engine, titled({ a: 'robot' }));
    expect(await engine.frequencies([])).toEqual({ things: 1, frequencies: [] });
  });

  check('removed and rewritten works do not count, however long their words are still kept', async ({ engine }) => {
    await index(engine, titled({ a: 'robot graph', b: 'robot', c: 'robot law' }));
    await engine.remove(['b']);
    await index(engine, titled({ c: 'graph law' }));
    expect(await engine.frequencies(['robot', 'graph', 'law'])).toEqual({ things: 2, frequencies: [1, 2, 1] });
  });

  check('odd words occur nowhere, and are no error', async ({ engine }) => {
    await index(engine, titled({ a: 'robot' }));
    const odd = ['', ' ', 'two words', '*', 'robot*', 'x'.repeat(40_000), '\u0000', '"', 'text:robot'];
    expect(await engine.frequencies([...odd, 'robot'])).toEqual({ things: 1, frequencies: [...odd.map(() => 0), 1] });
  });

  check('random collections and words agree with counting them one by one', async (_, open) => {
    const property = fc.asyncProperty(arbitraryCollection, arbitraryText(12), async (works, text) => {
      const { engine, close } = await open();
      try {
        await index(engine, works);
        const asked = [...wordsOf(text), 'zyzzyva'];
        expect(await engine.frequencies(asked)).toEqual(frequenciesOf(WORKS, works, asked));
      } finally {
        await close();
      }
    });
    await fc.assert(property, { numRuns: COLLECTIONS, interruptAfterTimeLimit: limit });
  });
}
