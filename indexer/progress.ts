// Shows how long work gets on: a bar on a terminal, a plain line now and then elsewhere.
import type { WriteStream } from 'node:tty';
import { Presets, SingleBar } from 'cli-progress';

/** Milliseconds between plain lines. */
const LINE_INTERVAL = 5000;

export interface Progress {
  /**
   * @param count items done so far
   * @param done how far, in the unit of `total`
   * @param total undefined if nobody knows
   * @param left milliseconds that the rest will take; undefined if nobody knows
   */
  update(count: number, done: number, total: number | undefined, left?: number): void;
  /** Removes the bar, or prints the last line. */
  stop(): void;
}

export interface ProgressStream {
  write(text: string): unknown;
  /** Whether it is a terminal. */
  readonly isTTY?: boolean;
}

export interface ProgressOptions {
  /** What is being done: `import`. */
  readonly label: string;
  /** What is counted: `works`. */
  readonly unit: string;
  readonly stream: ProgressStream;
  /** Milliseconds, from any zero. */
  readonly now?: () => number;
}

export function createProgress(options: ProgressOptions): Progress {
  return options.stream.isTTY === true ? createBar(options) : createLines(options);
}

function rateOf(count: number, milliseconds: number): string {
  return milliseconds < 1 ? '–' : Math.round((count * 1000) / milliseconds).toLocaleString('en');
}

/** `, about 3 min left`; nothing where it is not known or over. */
export function describeLeft(left: number | undefined): string {
  if (left === undefined || left < 1000) return '';
  const seconds = left / 1000;
  if (seconds < 90) return `, about ${Math.round(seconds)} s left`;
  if (seconds < 5400) return `, about ${Math.round(seconds / 60)} min left`;
  return `, about ${(seconds / 3600).toFixed(1)} h left`;
}

function createBar({ label, unit, stream, now = performance.now.bind(performance) }: ProgressOptions): Progress {
  const started = now();
  const format = `${label} {bar} {percentage} % | {count} ${unit} | {rate}/s{left}`;
  const bar = new SingleBar(
    // the types ask for a whole stream, the library only writes
    { format, stream: stream as WriteStream, hideCursor: true, gracefulExit: false, fps: 5 },
    Presets.shades_classic,
  );
  bar.start(1, 0, { count: 0, rate: '–', left: '' });
  return {
    update(count, done, total, left) {
      bar.setTotal(total ?? 1);
      bar.update(total === undefined ? 0 : Math.min(done, total), {
        count: count.toLocaleString('en'),
        rate: rateOf(count, now() - started),
        left: describeLeft(left),
      });
    },
    stop: () => bar.stop(),
  };
}

function createLines({ label, unit, stream, now = performance.now.bind(performance) }: ProgressOptions): Progress {
  const started = now();
  let printed = started;
  let pending: string | undefined;
  return {
    update(count, done, total, left) {
      const share =
        total === undefined || total === 0 ? '' : `, ${Math.floor((100 * Math.min(done, total)) / total)} %`;
      pending = `${label}: ${count.toLocaleString('en')} ${unit}, ${rateOf(count, now() - started)}/s${share}${describeLeft(left)}\n`;
      if (now() - printed < LINE_INTERVAL) return;
      stream.write(pending);
      printed = now();
      pending = undefined;
    },
    stop() {
      if (pending !== undefined) stream.write(pending);
      pending = undefined;
    },
  };
}
