// The page of a topic, an institution or a source: one layout, told apart by what each page says of itself.
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ThingType } from '../hrefs.js';
import { type Filters, writeFilters } from '../search/filters.js';
import { searchHref } from '../search/state.js';
import { usePageTitle } from '../ui/page-title.js';
import { plainText } from '../ui/rich-runs.js';
import { OfflineNote } from '../ui/states.js';
import { YearBars } from '../ui/year-bars.js';
import { Connections } from './connections.js';
import { ThingState } from './thing-state.js';
import { TopWorks } from './top-works.js';
import { type Read, useThing } from './use-thing.js';

/** What all three have. */
export interface Described {
  readonly id?: string | undefined;
  readonly display_name?: string | undefined;
  readonly display_name_alternatives?: readonly string[] | undefined;
  readonly works_count?: number | undefined;
  readonly cited_by_count?: number | undefined;
  readonly counts_by_year?: readonly { readonly year: number; readonly works_count: number }[] | undefined;
}

interface ThingPageProps<T extends Described> {
  readonly type: Exclude<ThingType, 'work' | 'author'>;
  /** What it is called above its name: `Topic`. */
  readonly kind: string;
  readonly id: string;
  readonly read: Read<T>;
  /** The field of works that names it, for filters. */
  readonly field: string;
  /** Behind the counts. */
  readonly facts?: (thing: T) => ReactNode;
  /** Beside its works. */
  readonly side: (thing: T, filters: Filters) => ReactNode;
}

export function ThingPage<T extends Described>({ type, id, read, ...page }: ThingPageProps<T>) {
  const thing = useThing<T>(type, id, read);
  return (
    <ThingState type={type} id={id} thing={thing}>
      {(found) => <Thing key={found.id} type={type} thing={found} {...page} />}
    </ThingState>
  );
}

type ThingProps<T extends Described> = Omit<ThingPageProps<T>, 'id' | 'read'> & { readonly thing: T };

function Thing<T extends Described>({ type, thing, kind, field, facts, side }: ThingProps<T>) {
  const id = thing.id ?? '';
  const filters: Filters = { values: { [field]: [id] }, years: undefined };
  const name = thing.display_name ?? '';
  usePageTitle(plainText(name) || kind);
  const counts = (thing.counts_by_year ?? []).map(({ year, works_count }) => ({ year, count: works_count }));
  return (
    <article className="thing">
      <OfflineNote />
      <header className="thing-head stack">
        <p className={`kind ${type}`}>{kind}</p>
        <h1 dir="auto">
          <bdi>{name || 'Without a name'}</bdi>
        </h1>
        <OtherNames names={thing.display_name_alternatives ?? []} />
        <p className="row quiet">
          <Link href={searchHref({ filters })}>{counted(thing.works_count ?? 0, 'work')}</Link>
          {(thing.cited_by_count ?? 0) > 0 && <span>{`cited ${counted(thing.cited_by_count ?? 0, 'time')}`}</span>}
          {facts?.(thing)}
        </p>
      </header>
      <div className="thing-columns">
        <div className="thing-main">
          {counts.length > 0 && <YearBars counts={counts} label="Works by year" />}
          <TopWorks filter={writeFilters(filters)} filters={filters} />
        </div>
        <div className="thing-side">
          {type !== 'source' && <Connections type={type} id={id} />}
          {side(thing, filters)}
        </div>
      </div>
    </article>
  );
}

const MOST_NAMES = 6;

function OtherNames({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="quiet">
      {'Also: '}
      {names.slice(0, MOST_NAMES).map((name, i) => (
        <span key={name}>
          {i > 0 && ', '}
          <bdi>{name}</bdi>
        </span>
      ))}
      {names.length > MOST_NAMES && ' …'}
    </p>
  );
}

/** `1 work`, `1,204 works`. */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : `${one}s`}`;
}
