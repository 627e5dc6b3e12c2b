// Who is meant by a name in the ACL Anthology: its lists of people, `people.yaml` and, until 2025, `name_variants.yaml`.
import { parse } from 'yaml';
import { z } from 'zod';
import { idFromName } from '../../src/domain/ids.js';
import { messageOf } from '../values.js';
import type { Surroundings } from './importer.js';
import { list, maybe, text } from './lenient.js';
import { SourceError } from './source-error.js';

export interface Person {
  /** Within the Anthology; undefined if the list gives none. */
  readonly id: string | undefined;
  /** As it is to be printed. */
  readonly name: string;
  readonly orcid: string | undefined;
}

export interface AclPeople {
  byId(id: string): Person | undefined;
  /** Undefined if several people have the name, or nobody whose papers are found by names. */
  byName(first: string, last: string): Person | undefined;
}

/** Where the lists lie: beside the collections, or as in the Anthology's repository. The newer one counts. */
const PLACES = ['people.yaml', 'name_variants.yaml', '../yaml/people.yaml', '../yaml/name_variants.yaml'];

const name = z.object({ first: text, last: text });
const person = z.object({ names: list(name), orcid: text, disable_name_matching: z.unknown().optional() });
const variant = z.object({ canonical: maybe(name), variants: list(name), id: text, orcid: text });

export function printName(first = '', last = ''): string {
  return [first.trim(), last.trim()].filter((part) => part !== '').join(' ');
}

/** The files of a folder come one after the other and have the same list. */
let latest: { readonly text: string; readonly people: AclPeople } | undefined;

/** @throws SourceError if there is a list and it cannot be read */
export async function readPeople({ file, beside }: Surroundings): Promise<AclPeople> {
  for (const path of PLACES) {
    const found = await beside(path);
    if (found === undefined) continue;
    if (latest?.text !== found) latest = { text: found, people: peopleOf(found, `${path} beside ${file}`) };
    return latest.people;
  }
  return new Listed();
}

function peopleOf(source: string, where: string): AclPeople {
  let raw: unknown;
  try {
    raw = parse(source);
  } catch (error) {
    const [what] = messageOf(error).split('\n', 1);
    throw new SourceError(`${where}: no list of people: ${what}`);
  }
  const people = new Listed();
  if (Array.isArray(raw)) for (const one of raw) addVariant(people, one);
  else for (const [id, one] of Object.entries(raw ?? {})) addPerson(people, id, one);
  return people;
}

function addPerson(people: Listed, id: string, raw: unknown): void {
  const { data } = person.safeParse(raw);
  const [first] = data?.names ?? [];
  if (data === undefined || first === undefined) return;
  const found = { id, name: printName(first.first, first.last), orcid: data.orcid };
  people.add(found, data.disable_name_matching === true ? [] : data.names);
}

function addVariant(people: Listed, raw: unknown): void {
  const { data } = variant.safeParse(raw);
  if (data?.canonical === undefined) return;
  const { canonical, variants, orcid } = data;
  const name = printName(canonical.first, canonical.last);
  // who has several spellings is told apart, also without an id: the Anthology makes one of the name
  const id = data.id ?? (variants.length > 0 ? idFromName('author', name).replace('author:', '') : undefined);
  people.add({ id, name, orcid }, [canonical, ...variants]);
}

type Name = z.output<typeof name>;

class Listed implements AclPeople {
  readonly #byId = new Map<string, Person>();
  /** null: several have it. */
  readonly #byName = new Map<string, Person | null>();

  add(one: Person, names: readonly Name[]): void {
    if (one.id !== undefined) this.#byId.set(one.id, one);
    for (const key of new Set(names.map(({ first, last }) => printName(first, last)))) {
      this.#byName.set(key, this.#byName.has(key) ? null : one);
    }
  }

  byId(id: string): Person | undefined {
    return this.#byId.get(id);
  }

  byName(first: string, last: string): Person | undefined {
    return this.#byName.get(printName(first, last)) ?? undefined;
  }
}
