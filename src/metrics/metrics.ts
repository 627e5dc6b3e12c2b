// The metrics of one service as Prometheus reads them (prometheus.io/docs/instrumenting/exposition_formats).
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricsText } from '../api/metrics.js';
import { type Reading, readings } from '../readings.js';
import { REQUEST_BUCKETS, STEP_BUCKETS } from './buckets.js';

/** What is read from elsewhere for one scrape. */
export interface Sample {
  readonly name: string;
  readonly help: string;
  readonly value: Reading;
  /** What the keys of `value` are, where it is a record. */
  readonly label?: string | undefined;
}

const PREFIX = 'ideascope_';

/** What is counted as it happens, and what is read with each scrape. docs/watching.md lists all names. */
export class Metrics implements MetricsText {
  readonly #registry = new Registry();
  readonly #sources: (() => Promise<readonly Sample[]>)[] = [takeReadings];
  #asked: Promise<string> | undefined;
  readonly requests = this.#counter('http_requests_total', 'Requests answered.', ['route', 'method', 'status']);
  readonly durations = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'From the first byte of a request to the last of its answer; of the status the first digit.',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: REQUEST_BUCKETS,
    registers: [this.#registry],
  });
  readonly steps = new Histogram({
    name: `${PREFIX}step_duration_seconds`,
    help: 'What each of the five steps took of a request, by the mode of its search.',
    labelNames: ['step', 'mode'] as const,
    buckets: STEP_BUCKETS,
    registers: [this.#registry],
  });
  readonly bytes = this.#counter('http_response_bytes_total', 'Bytes of answers as they were sent.', ['route']);
  readonly errors = this.#counter('errors_total', 'Answers that were errors, by code.', ['code']);
  readonly degraded = this.#counter('degraded_answers_total', 'Answers that lacked something, by code.', ['code']);
  readonly inFlight = new Gauge({
    name: `${PREFIX}http_requests_in_flight`,
    help: 'Requests that are being answered.',
    registers: [this.#registry],
  });

  /** @param info what is told of the program that runs */
  constructor(info: Readonly<Record<string, string>>) {
    // memory, processor, event loop and garbage, under the names that Node's dashboards know
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: `${PREFIX}build_info`,
      help: 'Always 1: what is running.',
      labelNames: Object.keys(info),
      registers: [this.#registry],
    }).set(info, 1);
  }

  get mediaType(): string {
    return this.#registry.contentType;
  }

  /** Adds what is asked with each scrape; where it fails its samples are left out of that scrape. */
  addSource(source: () => Promise<readonly Sample[]>): void {
    this.#sources.push(source);
  }

  /** Who asks while others are being answered gets the same answer. */
  text(): Promise<string> {
    this.#asked ??= this.#write().finally(() => {
      this.#asked = undefined;
    });
    return this.#asked;
  }

  /** What is read has a registry for one scrape only: what is not known any more is not there, rather than 0. */
  async #write(): Promise<string> {
    const taken = await Promise.all(this.#sources.map((source) => source().catch(() => [])));
    const read = new Registry();
    const known = new Map<string, Counter | Gauge>();
    for (const sample of taken.flat()) {
      const metric = known.get(sample.name) ?? metricOf(sample, read);
      known.set(sample.name, metric);
      add(metric, sample);
    }
    return (await this.#registry.metrics()) + (await read.metrics());
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name: `${PREFIX}${name}`, help, labelNames: [...labelNames], registers: [this.#registry] });
  }
}

function metricOf({ name, help, label }: Sample, registry: Registry): Counter | Gauge {
  const settings = { name, help, labelNames: label === undefined ? [] : [label], registers: [registry] };
  return name.endsWith('_total') ? new Counter(settings) : new Gauge(settings);
}

function add(metric: Counter | Gauge, { value, label }: Sample): void {
  if (typeof value === 'number') metric.inc(value);
  else if (label !== undefined) for (const [of, one] of Object.entries(value)) metric.inc({ [label]: of }, one);
}

/** What parts of the process have to say (`readings.ts`); who fails says nothing. */
async function takeReadings(): Promise<Sample[]> {
  const taken = [...readings()].map(async ({ name, help, label, read }): Promise<Sample[]> => {
    try {
      const value = await read();
      return value === undefined ? [] : [{ name, help, label, value }];
    } catch {
      return [];
    }
  });
  return (await Promise.all(taken)).flat();
}
