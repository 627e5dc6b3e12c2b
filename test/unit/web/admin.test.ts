// The admin page without a browser: the key, figures in words, what is told of embedding and of imports.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { faultOf, keyStore } from '../../../web/admin/key.js';
import {
  bytesRead,
  embeddingPace,
  embeddingSentence,
  news,
  outcomes,
  runSentence,
  took,
} from '../../../web/admin/told.js';
import { clock, duration, left, moment, pace, percent, size } from '../../../web/admin/words.js';
import { makeImportNote } from '../../support/journal.js';

function tabStorage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

describe('the key', () => {
  test('is in memory alone unless it is to be kept', () => {
    const tab = tabStorage();
    const keys = keyStore(() => tab);
    expect(keys.read()).toBeUndefined();
    keys.remember('one', false);
    expect([keys.read(), tab.kept.size, keyStore(() => tab).read()]).toEqual(['one', 0, undefined]);
    keys.remember('two', true);
    expect([keys.read(), keyStore(() => tab).read()]).toEqual(['two', 'two']);
    // another one that is not kept takes the kept one away
    keys.remember('three', false);
    expect([keys.read(), tab.kept.size]).toEqual(['three', 0]);
    keys.remember('four', true);
    keys.forget();
    expect([keys.read(), tab.kept.size]).toEqual([undefined, 0]);
  });

  test('is in memory where storage is forbidden', () => {
    const keys = keyStore(() => {
      throw new Error('forbidden');
    });
    keys.remember('one', true);
    expect(keys.read()).toBe('one');
    keys.forget();
    expect(keys.read()).toBeUndefined();
  });

  test.each([
    ['', /Type a key/],
    ['two words', /no blanks/],
    ['ключ', /Latin letters/],
    ['naïve-key', /Latin letters/],
    ['a-Key_of+signs/=', undefined],
  ])('%j', (key, fault) => {
    expect(faultOf(key) ?? '').toMatch(fault ?? /^$/);
  });

  test('whatever may be a key, a header takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (key) => {
        if (faultOf(key) === undefined) new Headers().set('Authorization', `Bearer ${key}`);
      }),
    );
  });
});

describe('figures in words', () => {
  test.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [89.4, '89 seconds'],
    [90, '2 minutes'],
    [3_569, '59 minutes'],
    [3_571, '1 hour'],
    [7_500, '2 hours 5 minutes'],
    [86_390, '24 hours'],
    [86_400, '1 day'],
    [273_600, '3 days 4 hours'],
    [-5, '0 seconds'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  test('a longer time is never said to be shorter', () => {
    const unit = { second: 1, minute: 60, hour: 3600, day: 86_400 };
    const secondsIn = (words: string) =>
      [...words.matchAll(/([\d,]+) (second|minute|hour|day)/g)].reduce((sum, [, n = '', of = 'second']) => {
        return sum + Number(n.replaceAll(',', '')) * unit[of as keyof typeof unit];
      }, 0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e6 }), fc.integer({ min: 0, max: 1e5 }), (one, more) => {
        expect(secondsIn(duration(one + more))).toBeGreaterThanOrEqual(secondsIn(duration(one)));
        expect(Math.abs(secondsIn(duration(one)) - one)).toBeLessThanOrEqual(Math.max(30, 0.021 * one));
      }),
    );
  });

  test('time left, pace, size, share, moments', () => {
    expect([left(null), left(2), left(61)]).toEqual([
      'time left not known yet',
      'almost done',
      'about 61 seconds left',
    ]);
    expect([pace(1234.5, 'record'), pace(1, 'work')]).toEqual(['1,235 records a second', '1 work a second']);
    expect([pace(0.5, 'work'), pace(0.001, 'work')]).toEqual(['30 works a minute', 'less than one work a minute']);
    expect([size(0), size(999), size(8_080_243), size(271e6), size(2e15)]).toEqual([
      '0 bytes',
      '999 bytes',
      '8.1 MB',
      '271 MB',
      '2,000 TB',
    ]);
    expect([percent(99.99), percent(0.4)]).toEqual(['99 %', '0 %']);
    expect(moment('2031-02-03T22:05:31Z', 'UTC')).toBe('Feb 3, 22:05');
    expect(clock(Date.parse('2031-02-03T02:05:31Z'), 'UTC')).toBe('02:05:31');
  });
});

describe('embedding', () => {
  const failures = { count: 0, results: [] };
  const whole = {
    state: 'complete' as const,
    message: null,
    model: null,
    searched_model: null,
    works: 10,
    embedded: 10,
    missing: 0,
    works_per_second: 0,
    seconds_left: null,
    max_cpu: 100,
    paused: false,
    failures,
  };

  test('says what it does, and what it can do no more', () => {
    expect(embeddingSentence(whole)).toBe('Everything is embedded.');
    const short = { ...whole, missing: 1, failures: { ...failures, count: 1 } };
    expect(embeddingSentence(short)).toBe('Everything is embedded that the model can read.');
    expect(embeddingSentence({ ...whole, state: 'off' })).toMatch(/words alone/);
  });

  test('has a pace while something is left and somebody is at it', () => {
    const busy = { ...whole, state: 'embedding' as const, missing: 100, works_per_second: 2, seconds_left: 50 };
    expect(embeddingPace(busy)).toBe('2 works a second, about 50 seconds left');
    expect(embeddingPace({ ...busy, works_per_second: null })).toBeUndefined();
    expect(embeddingPace({ ...busy, works_per_second: 0 })).toBeUndefined();
    expect(embeddingPace({ ...busy, missing: 0 })).toBeUndefined();
  });
});

describe('imports', () => {
  const run = makeImportNote({ id: 'a', read: 6000, created: 5500, rejected: 3, bytes: 7e6, total_bytes: 8e6 });

  test('where one is', () => {
    const reading = { ...run, percent: 43.9, records_per_second: 900, seconds_left: 20 };
    expect(runSentence(reading)).toBe('Reading: 43 %, 900 records a second, about 20 seconds left');
    expect(runSentence({ ...reading, step: 'deriving', percent: null })).toBe('People and topics');
    expect(runSentence({ ...reading, step: 'embedding', seconds_left: null })).toBe(
      'Embedding: 43 %, time left not known yet',
    );
    expect(runSentence({ ...run, step: null })).toBe('At work');
  });

  test('what became of records, and of time', () => {
    expect(outcomes(run)).toBe('6,000 records: 5,500 new, 3 rejected');
    expect(outcomes(makeImportNote({ id: 'b', read: 1 }))).toBe('1 record');
    expect([
      bytesRead(run),
      bytesRead({ bytes: 5, total_bytes: null }),
      bytesRead({ bytes: 0, total_bytes: null }),
    ]).toEqual(['7 MB of 8 MB', '5 bytes', undefined]);
    expect(took(run, Date.parse(run.started_at) + 60_000)).toBe('60 seconds');
    expect(took({ ...run, finished_at: '2031-01-01T00:00:05Z' }, 0)).toBe('5 seconds');
  });

  test('news are what began or ended since', () => {
    const done = { ...run, state: 'finished' as const };
    expect(news([], [])).toBe('');
    expect(news([run], [run])).toBe('');
    expect(news([], [run])).toBe('Import of works.jsonl began.');
    expect(news([run], [{ ...run, id: 'n', source: 'x.bib' }, done])).toBe(
      'Import of x.bib began. Import of works.jsonl finished.',
    );
  });
});
