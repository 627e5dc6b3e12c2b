// The memory of processes and of all that they started, as Linux counts it.
import { readdirSync, readFileSync } from 'node:fs';

const POLL_MS = 500;
const KIB = 1024;

/**
 * Resident memory in MB of these processes and their descendants, pages that several of them share counted once (the
 * proportional set size, Pss, of proc(5)); mapped files count as far as they are resident.
 */
export function residentMb(pids: readonly number[]): number {
  const bytes = withDescendants(pids).reduce((sum, pid) => sum + pssOf(pid), 0);
  return bytes / 1e6;
}

function pssOf(pid: number): number {
  try {
    const pss = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
    return Number(pss ?? 0) * KIB;
  } catch {
    // it has ended meanwhile
    return 0;
  }
}

function withDescendants(pids: readonly number[]): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  const queue = [...pids];
  for (let pid = queue.shift(); pid !== undefined; pid = queue.shift()) {
    if (found.includes(pid)) continue;
    found.push(pid);
    queue.push(...(children.get(pid) ?? []));
  }
  return found;
}

function parentOf(pid: string): number | undefined {
  try {
    // the name of the program, in parentheses, may hold blanks
    return Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/** The greatest resident memory between its making and `stop`, looked at twice a second. */
export class PeakMeter {
  private peak = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly pids: () => Promise<readonly number[]>;

  constructor(pids: () => Promise<readonly number[]>) {
    this.pids = pids;
    this.timer = setInterval(() => void this.look(), POLL_MS);
  }

  private async look(): Promise<void> {
    this.peak = Math.max(this.peak, residentMb(await this.pids()));
  }

  /** In MB. */
  async stop(): Promise<number> {
    clearInterval(this.timer);
    await this.look();
    return this.peak;
  }
}
