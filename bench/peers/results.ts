// What the peers bench finds out, as it is written to bench/runs.

import type { Kind } from './questions.js';
import type { PeerName } from './registry.js';
import type { Latency } from './rounds.js';

/** nDCG@10 of one judged collection. */
export interface Quality {
  readonly words: number;
  /** Undefined where the system compares no vectors. */
  readonly hybrid?: number;
}

/** Of one system. Sizes in MB (10^6 bytes), times in seconds. */
export interface PeerResult {
  readonly peer: PeerName;
  readonly works: number;
  readonly indexing: { readonly seconds: number; readonly worksPerSecond: number; readonly peakMb: number };
  /** Until questions can be asked of what is on disk; undefined where nothing can be opened. */
  readonly openSeconds?: number;
  readonly residentMb: { readonly atStart: number; readonly afterQuestions: number };
  /** Undefined where the system cannot write itself. */
  readonly diskMb?: number;
  readonly latency: Readonly<Partial<Record<Kind, Latency>>>;
  /** By name of the judged collection. */
  readonly quality: Readonly<Record<string, Quality>>;
}

/** A system that could not be measured, and why. */
export interface LeftOut {
  readonly peer: PeerName;
  readonly reason: string;
}
