// How good the rankings of a system are on a judged collection, in a process of its own.
import { mkdirSync } from 'node:fs';
import { mean } from '../bootstrap.js';
import { rounded } from '../quality-outcomes.js';
import { ndcg } from '../ranking-measures.js';
import { Guest } from './guest.js';
import type { PeerServer } from './peer.js';
import type { PreparedJudged } from './prepare.js';
import { PEERS, type PeerName } from './registry.js';
import type { Quality } from './results.js';

const CUT = 10;

/** nDCG@10 over all queries, by words and, where the system compares vectors, by both. */
export async function measureQuality(
  peer: PeerName,
  judged: PreparedJudged,
  folder: string,
  server: PeerServer | undefined,
): Promise<Quality> {
  mkdirSync(folder, { recursive: true });
  const guest = await Guest.start(peer, judged.folder, { folder, url: server?.url ?? '' }, server);
  try {
    await guest.index();
    const gains = { any: [] as number[], hybrid: [] as number[] };
    for (const [i, { match }] of judged.questions.entries()) {
      if (match !== 'any' && (match !== 'hybrid' || !PEERS[peer].hybrid)) continue;
      const { answer } = await guest.ask(i);
      gains[match].push(ndcg(answer.ids, judged.grades[i] ?? new Map(), CUT));
    }
    await guest.end();
    const words = rounded(mean(gains.any));
    return gains.hybrid.length === 0 ? { words } : { words, hybrid: rounded(mean(gains.hybrid)) };
  } finally {
    guest.kill();
  }
}
