// The names of facet values: read from a work that has the value, and remembered for a while.
import type { Client } from '@elastic/elasticsearch';
import { knownField } from '../../domain/fields.js';
import type { Work } from '../../domain/work.js';
import type { FacetBucket } from '../engine.js';
import { translated } from './failures.js';
import { filterQuery } from './filter-query.js';
import type { Bucket } from './response.js';

const KEPT_MS = 60_000;
const MOST_KEPT = 50_000;

export class Labels {
  readonly #client: Client;
  readonly #known = new Map<string, { readonly label: string; readonly until: number }>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Adds labels to the buckets of facets: the key itself where no work gives a name. */
  async label(
    index: string,
    facets: ReadonlyMap<string, readonly Bucket[]>,
  ): Promise<ReadonlyMap<string, readonly FacetBucket[]>> {
    const missing = [...facets].flatMap(([field, buckets]) => {
      if (!knownField(field).labelled) return [];
      return buckets.map(({ key }) => ({ field, key })).filter((value) => this.#get(value) === undefined);
    });
    if (missing.length > 0) await this.#lookUp(index, missing);
    const labelled = ([field, buckets]: [string, readonly Bucket[]]) => {
      const withLabel = (bucket: Bucket) => ({
        ...bucket,
        label: this.#get({ field, key: bucket.key }) ?? String(bucket.key),
      });
      return [field, buckets.map(withLabel)] as const;
    };
    return new Map([...facets].map(labelled));
  }

  #get(value: Value): string | undefined {
    const found = this.#known.get(nameOf(value));
    return found && found.until > performance.now() ? found.label : undefined;
  }

  async #lookUp(index: string, values: readonly Value[]): Promise<void> {
    const searches = values.flatMap(({ field, key }) => [
      { index },
      {
        size: 1,
        _source: ['work'],
        track_total_hits: false,
        // the spelling written last, as in the built-in engine
        sort: [{ written_at: 'desc' as const }],
        query: { bool: { filter: [filterQuery({ type: 'values', field, values: [key] })] } },
      },
    ]);
    const { responses } = await translated(() => this.#client.msearch<{ work: string }>({ searches }));
    values.forEach((value, i) => {
      const answer = responses[i];
      const source = answer && 'hits' in answer ? answer.hits.hits[0]?._source : undefined;
      const label = source && labelIn(JSON.parse(source.work) as Work, value);
      if (label !== undefined) this.#remember(nameOf(value), label);
    });
  }

  #remember(name: string, label: string): void {
    this.#known.delete(name);
    this.#known.set(name, { label, until: performance.now() + KEPT_MS });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
  }
}

interface Value {
  readonly field: string;
  readonly key: string | number;
}

const nameOf = ({ field, key }: Value) => `${field} ${key}`;

function labelIn(work: Work, { field, key }: Value): string | undefined {
  return knownField(field)
    .values(work)
    .find((value) => value.key === key)?.label;
}
