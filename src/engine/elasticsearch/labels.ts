// The names of facet values: read from a thing that has the value, and remembered for a while.
import type { Client } from '@elastic/elasticsearch';
import type { Catalogue, Stored } from '../../domain/catalogue.js';
import { forAll } from '../../request-scope.js';
import type { FacetBucket } from '../engine.js';
import { translated } from './failures.js';
import { filterQuery } from './filter-query.js';
import type { Bucket } from './response.js';

/** Names hardly ever change; an answer may show an old one for so long. */
const KEPT_MS = 600_000;
const MOST_KEPT = 50_000;

export class Labels<D extends Stored> {
  readonly #client: Client;
  readonly #catalogue: Catalogue<D>;
  readonly #known = new Map<string, { readonly label: string; readonly until: number }>();
  /** Names that are being looked up again. */
  readonly #renewing = new Set<string>();

  constructor(client: Client, catalogue: Catalogue<D>) {
    this.#client = client;
    this.#catalogue = catalogue;
  }

  /** Adds labels to the buckets of facets: the key itself where nothing gives a name, or there is no index. */
  async label(
    index: string | undefined,
    facets: ReadonlyMap<string, readonly Bucket[]>,
  ): Promise<ReadonlyMap<string, readonly FacetBucket[]>> {
    const values = [...facets].flatMap(([field, buckets]) => {
      return this.#catalogue.known(field).labelled ? buckets.map(({ key }) => ({ field, key })) : [];
    });
    const missing = values.filter((value) => !this.#known.has(nameOf(value)));
    if (index !== undefined) {
      if (missing.length > 0) await this.#lookUp(index, missing);
      this.#renew(index, values);
    }
    const labelled = ([field, buckets]: [string, readonly Bucket[]]) => {
      const withLabel = (bucket: Bucket) => ({
        ...bucket,
        label: this.#known.get(nameOf({ field, key: bucket.key }))?.label ?? String(bucket.key),
      });
      return [field, buckets.map(withLabel)] as const;
    };
    return new Map([...facets].map(labelled));
  }

  /** Looks old names up again behind the answer: nobody waits for a spelling. */
  #renew(index: string, values: readonly Value[]): void {
    const now = performance.now();
    const old = values.filter((value) => {
      const name = nameOf(value);
      return (this.#known.get(name)?.until ?? now) < now && !this.#renewing.has(name);
    });
    if (old.length === 0) return;
    for (const value of old) this.#renewing.add(nameOf(value));
    // the old names stay in use if this fails, and the next answer tries again
    forAll(() => this.#lookUp(index, old))
      .catch(() => undefined)
      .finally(() => {
        for (const value of old) this.#renewing.delete(nameOf(value));
      });
  }

  async #lookUp(index: string, values: readonly Value[]): Promise<void> {
    const searches = values.flatMap(({ field, key }) => [
      { index },
      {
        size: 1,
        _source: ['stored'],
        track_total_hits: false,
        // the spelling written last, as in the built-in engine
        sort: [{ written_at: 'desc' as const }],
        query: { bool: { filter: [filterQuery(this.#catalogue, { type: 'values', field, values: [key] })] } },
      },
    ]);
    const { responses } = await translated(() => this.#client.msearch<{ stored: string }>({ searches }));
    values.forEach((value, i) => {
      const answer = responses[i];
      const source = answer && 'hits' in answer ? answer.hits.hits[0]?._source : undefined;
      const label = source && this.#labelIn(JSON.parse(source.stored) as D, value);
      if (label !== undefined) this.#remember(nameOf(value), label);
    });
  }

  #labelIn(thing: D, { field, key }: Value): string | undefined {
    const values = this.#catalogue.known(field).values(thing);
    return values.find((value) => value.key === key)?.label;
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
