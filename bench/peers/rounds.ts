// Asks several systems the same questions by turns, so that whatever else the machine does slows all of them alike.
import type { PeerAnswer } from './peer.js';

/** One that is asked; `question` is a place in a list. */
export interface Asked {
  readonly name: string;
  ask(question: number): Promise<{ readonly ms: number; readonly answer: PeerAnswer }>;
}

/** What one system took for one kind of question. */
export interface Times {
  /** Milliseconds of every question that was asked. */
  readonly ms: number[];
  readonly totals: number[];
}

export interface Limits {
  /** After so many milliseconds a system is asked no further question of a kind. */
  readonly budgetMs: number;
  /** But for so many, which each is asked. */
  readonly least: number;
}

/**
 * Asks every question of every system, each time another one first; a slow system skips the later questions.
 * @returns by name of the system
 */
export async function askByTurns(
  systems: readonly Asked[],
  questions: readonly number[],
  { budgetMs, least }: Limits,
): Promise<ReadonlyMap<string, Times>> {
  const times = new Map(systems.map(({ name }) => [name, { ms: [], totals: [] } as Times]));
  const spent = new Map<string, number>();
  for (const [i, question] of questions.entries()) {
    for (let turn = 0; turn < systems.length; turn++) {
      const system = systems[(turn + i) % systems.length] as Asked;
      const ofSystem = times.get(system.name) as Times;
      const soFar = spent.get(system.name) ?? 0;
      if (soFar > budgetMs && ofSystem.ms.length >= least) continue;
      const { ms, answer } = await system.ask(question);
      spent.set(system.name, soFar + ms);
      ofSystem.ms.push(ms);
      ofSystem.totals.push(answer.total);
    }
  }
  return times;
}

/** Of one system and kind. Milliseconds; `meanTotal` says how much was counted. */
export interface Latency {
  readonly questions: number;
  readonly p50: number;
  readonly p95: number;
  readonly meanTotal: number;
}

export function latencyOf({ ms, totals }: Times): Latency {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(share * sorted.length)] ?? Number.NaN).toPrecision(3));
  const meanTotal = Math.round(totals.reduce((sum, total) => sum + total, 0) / totals.length);
  return { questions: ms.length, p50: at(0.5), p95: at(0.95), meanTotal };
}
