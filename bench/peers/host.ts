// The process of one system of the peers bench: does what the command tells it, and times it.

import { openCorpus, readQuestions, type StoredCorpus } from './corpus.js';
import type { Peer, PeerAnswer, PeerOptions, PeerQuestion } from './peer.js';
import { PEERS, type PeerName } from './registry.js';

/** What the command says. The first is `create`; `ask` names a question by its place in the corpus's file. */
export type Order =
  | { readonly act: 'create'; readonly peer: PeerName; readonly corpus: string; readonly options: PeerOptions }
  | { readonly act: 'index' }
  | { readonly act: 'open' }
  | { readonly act: 'ask'; readonly question: number }
  | { readonly act: 'bytes' }
  | { readonly act: 'close' };

/** What is said back: `ms` is how long it took, without the message. */
export interface Reply {
  readonly ms?: number;
  readonly answer?: PeerAnswer;
  readonly bytes?: number;
  /** Of `index`. */
  readonly works?: number;
  /** Of `create`: whether another process can open what this one indexes. */
  readonly lasting?: boolean;
  readonly error?: string;
}

interface Hosted {
  readonly peer: Peer;
  readonly corpus: StoredCorpus;
  readonly questions: readonly PeerQuestion[];
}

let hosted: Hosted | undefined;

// without the command there is nothing to do, whatever connections are open
process.on('disconnect', () => process.exit());

process.on('message', async (order: Order) => {
  try {
    const started = performance.now();
    const reply = await obey(order);
    process.send?.({ ms: performance.now() - started, ...reply } satisfies Reply);
    if (order.act === 'close') process.disconnect();
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Reply);
  }
});

async function obey(order: Order): Promise<Reply> {
  if (order.act === 'create') {
    const { create } = await PEERS[order.peer].load();
    hosted = {
      peer: await create(order.options),
      corpus: openCorpus(order.corpus),
      questions: readQuestions(order.corpus),
    };
    return { lasting: hosted.peer.open !== undefined };
  }
  if (!hosted) throw new Error('nothing has been created yet');
  const { peer, corpus, questions } = hosted;
  switch (order.act) {
    case 'index':
      await peer.index(corpus);
      return { works: corpus.works };
    case 'open':
      await peer.open?.(corpus);
      return {};
    case 'ask':
      return { answer: await peer.ask(questions[order.question] as PeerQuestion) };
    case 'bytes': {
      const bytes = await peer.bytes();
      return bytes === undefined ? {} : { bytes };
    }
    case 'close':
      await peer.close();
      return {};
  }
}
