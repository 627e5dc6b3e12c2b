// What a process takes: memory by kind, CPU, and how long its event loop is held.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** MB. Files are mapped pages of the stores, which the system takes back when others need them. */
export interface Memory {
  readonly residentMb: number;
  readonly ownMb: number;
  readonly filesMb: number;
  readonly peakMb: number;
}

/** Of a process by its id, from Linux's /proc; without one only what Node knows of its own process. */
export function memoryOf(pid: number | 'self'): Memory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const mb = (name: string) =>
      Math.round((Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) * 1024) / 1e6);
    const [residentMb, filesMb, peakMb] = [mb('VmRSS'), mb('RssFile'), mb('VmHWM')];
    return { residentMb, ownMb: residentMb - filesMb, filesMb, peakMb };
  } catch {
    const { rss } = process.memoryUsage();
    const residentMb = Math.round(rss / 1e6);
    return { residentMb, ownMb: residentMb, filesMb: 0, peakMb: residentMb };
  }
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function percentiles(milliseconds: readonly number[]): Percentiles {
  const ascending = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) =>
    rounded(ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))]);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: rounded(ascending.at(-1)) };
}

function rounded(value: number | undefined): number {
  return Number((value ?? Number.NaN).toFixed(2));
}

/** Watches the event loop of this process; `read` starts anew. */
export function watchEventLoop(): { read(): Percentiles; stop(): void } {
  const resolution = 5;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  return {
    read: () => {
      // it counts the time from one tick to the next: a free loop has the resolution itself
      const beyond = (nanoseconds: number) => rounded(Math.max(0, nanoseconds / 1e6 - resolution));
      const [p50, p95, p99] = [50, 95, 99].map((share) => beyond(delay.percentile(share))) as [number, number, number];
      const max = beyond(delay.max);
      delay.reset();
      return { p50, p95, p99, max };
    },
    stop: () => delay.disable(),
  };
}

/** CPU time of all threads since `before`, in microseconds per piece: unlike a rate, it does not depend on what else runs. */
export function cpuMicros(before: NodeJS.CpuUsage, pieces: number): number {
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / Math.max(1, pieces));
}
