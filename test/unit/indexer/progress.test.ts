// Unit test of indexer/progress.ts: what is written where there is no terminal.
import { expect, test } from '@jest/globals';
import { createProgress } from '../../../indexer/progress.js';

test('progress off a terminal is a line now and then', () => {
  const written: string[] = [];
  let time = 0;
  const stream = { write: (text: string) => written.push(text) > 0 };
  const progress = createProgress({ label: 'import', unit: 'works', stream, now: () => time });
  for (; time <= 11_000; time += 1000) progress.update(time, time, 20_000);
  progress.stop();
  expect(written).toEqual([
    'import: 5,000 works, 1,000/s, 25 %\n',
    'import: 10,000 works, 1,000/s, 50 %\n',
    'import: 11,000 works, 1,000/s, 55 %\n',
  ]);
});
