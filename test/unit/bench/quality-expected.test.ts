// What bench/quality.yaml expects: deviations in both directions, and writing that leaves comments and the rest alone.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { deviations, readExpected, writeExpected } from '../../../bench/quality-expected.js';
import { type Means, meansOf } from '../../../bench/quality-outcomes.js';

const folder = mkdtempSync(join(tmpdir(), 'quality-'));
afterAll(() => rmSync(folder, { recursive: true }));

function measured(ndcg: number): Means {
  const outcome = { 'nDCG@10': ndcg, MAP: 0.25, 'Recall@100': 0.75, matched: 12 };
  return meansOf({ keyword: { q1: outcome, q2: outcome } });
}

const YAML = `# what this file is
lentils:
  # 7 queries
  tolerance: 0.02
  builtin:
    keyword: { nDCG@10: 0.5, MAP: 0.25, Recall@100: 0.75 }
  elasticsearch:
    keyword: { nDCG@10: 0.4, MAP: 0.25, Recall@100: 0.75 }
`;

function written(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, YAML);
  return path;
}

describe('deviations', () => {
  const { lentils } = readExpected(written('read.yaml'));

  test('are more than the tolerance, in either direction', () => {
    expect(deviations('lentils', 'builtin', measured(0.52), lentils)).toEqual([]);
    expect(deviations('lentils', 'builtin', measured(0.48), lentils)).toEqual([]);
    expect(deviations('lentils', 'builtin', measured(0.47), lentils)).toEqual([
      'lentils, builtin, keyword: nDCG@10 is 0.47, expected 0.5 ± 0.02: worse than before',
    ]);
    expect(deviations('lentils', 'elasticsearch', measured(0.5), lentils)).toEqual([
      'lentils, elasticsearch, keyword: nDCG@10 is 0.5, expected 0.4 ± 0.02: better than before',
    ]);
  });

  test('what nothing is expected of deviates, too', () => {
    expect(deviations('beans', 'builtin', measured(0.5), undefined)).toEqual([
      'beans, builtin, keyword: bench/quality.yaml expects nothing',
    ]);
  });
});

describe('writing', () => {
  test('replaces what was measured and nothing else', () => {
    const path = written('write.yaml');
    writeExpected('builtin', { lentils: measured(0.61234) }, path);
    expect(readFileSync(path, 'utf8')).toBe(YAML.replace('0.5,', '0.6123,'));
  });

  test('adds collections that are new, in a file that is new', () => {
    const path = join(folder, 'new.yaml');
    expect(readExpected(path)).toEqual({});
    writeExpected('builtin', { beans: measured(0.5) }, path);
    const { beans } = readExpected(path);
    expect(beans?.tolerance).toBeGreaterThan(0);
    expect(deviations('beans', 'builtin', measured(0.5), beans)).toEqual([]);
  });
});
