// Writing to an index: things, changes of them and removals, each made only if nobody else was faster.
import type { Client } from '@elastic/elasticsearch';
import type { Stored } from '../../domain/catalogue.js';
import type { WriteOutcome } from '../engine.js';
import { changeDocuments, type Operation, type Version } from './bulk.js';
import { WRITE_DEADLINE_MS } from './client.js';
import { type DocumentState, documentId, documentOf, stamp, stateOf, type ThingState } from './documents.js';
import type { StoredKind } from './kinds.js';
import { getDocuments } from './reading.js';

/** How often a change is tried that others keep overtaking. */
const ROUNDS = 20;

/** A document as it was read. */
export interface Seen extends DocumentState, Version {
  /** Where it was asked for. */
  readonly stored?: string;
}

/** A change of one document. */
export interface Change<D extends Stored> extends Omit<Operation, 'documentId'> {
  readonly id: string;
  /** The thing as it will be, where that is another than it was. */
  readonly thing?: D;
}

/** Told of things that are about to change, as they were and as they will be; what it does is done before the change. */
export type Announce<D extends Stored> = (things: readonly D[]) => Promise<void>;

/** A document as another index holds it. */
export interface CopiedDocument<D extends Stored> {
  readonly thing: D;
  readonly writtenAt: number;
  readonly vector?: readonly number[];
}

/** A document on its way into an index, with what a change is recognised by. */
interface Incoming<D extends Stored> extends CopiedDocument<D> {
  readonly state: ThingState;
}

/** The content hash that each id had before a change; undefined: there was no document. */
export type Before = Map<string, string | undefined>;

interface PutOptions<D extends Stored> {
  readonly before?: Before;
  readonly announce?: Announce<D> | undefined;
}

type HashName = 'content_hash' | 'stored_hash';

/** Writes through aliases only: see `openGate`. */
export class Writer<D extends Stored> {
  readonly #client: Client;
  readonly #kind: StoredKind<D>;

  constructor(client: Client, kind: StoredKind<D>) {
    this.#client = client;
    this.#kind = kind;
  }

  /**
   * Stores things; outcomes in their order. Of several with one id the last is stored. Who repeats a call that failed
   * passes the same `before`: what the first try stored is not `unchanged` because of that.
   */
  async put(index: string, things: readonly D[], options: PutOptions<D> = {}): Promise<WriteOutcome[]> {
    const { before = new Map(), announce } = options;
    const incoming = things.map(
      (thing): Incoming<D> => ({ thing, writtenAt: stamp(), state: stateOf(this.#kind, thing) }),
    );
    await this.#putAll(index, incoming, 'content_hash', { before, announce });
    const seen = new Map(before);
    return incoming.map(({ thing, state: { content_hash } }) => {
      const known = seen.get(thing.id);
      seen.set(thing.id, content_hash);
      return known === undefined ? 'created' : known === content_hash ? 'unchanged' : 'updated';
    });
  }

  /** Stores documents of another index, where this one's differ. */
  async copy(index: string, documents: readonly CopiedDocument<D>[]): Promise<void> {
    const incoming = documents.map((one): Incoming<D> => ({ ...one, state: stateOf(this.#kind, one.thing) }));
    await this.#putAll(index, incoming, 'stored_hash');
  }

  async #putAll(
    index: string,
    incoming: readonly Incoming<D>[],
    by: HashName,
    { before = new Map(), announce }: PutOptions<D> = {},
  ): Promise<void> {
    const latest = new Map(incoming.map((one) => [one.thing.id, one]));
    const plan = (seen: ReadonlyMap<string, Seen>, pending: readonly string[]) => {
      for (const id of pending) if (!before.has(id)) before.set(id, seen.get(id)?.content_hash);
      return pending.flatMap((id) => this.#changeOf(latest.get(id) as Incoming<D>, seen.get(id), by) ?? []);
    };
    await this.change(index, [...latest.keys()], plan, { announce });
  }

  /**
   * Makes the changes that `plan` finds necessary; for those that others were faster with, it is asked again.
   * @param whole whether `plan` needs the things themselves
   */
  async change(
    index: string,
    ids: readonly string[],
    plan: (seen: ReadonlyMap<string, Seen>, pending: readonly string[]) => Change<D>[],
    { announce, whole = false }: { announce?: Announce<D> | undefined; whole?: boolean } = {},
  ): Promise<void> {
    let pending: readonly string[] = ids;
    for (let round = 0; pending.length > 0; round++) {
      if (round === ROUNDS) throw new Error(`others keep changing ${pending[0]}`);
      const changes = plan(await this.states(index, pending, whole), pending);
      pending = await this.attempt(index, changes, announce);
    }
  }

  /** Makes changes, once; returns the ids of those that others were faster with. */
  async attempt(index: string, changes: readonly Change<D>[], announce?: Announce<D>): Promise<string[]> {
    if (announce) await this.#announce(index, changes, announce);
    const operations = changes.map(({ id, ...rest }) => ({ ...rest, documentId: documentId(id) }));
    const overtaken = await changeDocuments(this.#client, index, operations);
    return changes.filter(({ id }) => overtaken.has(documentId(id))).map(({ id }) => id);
  }

  /** What is read here is what the changes were planned with, or else they fail and are announced anew. */
  async #announce(index: string, changes: readonly Change<D>[], announce: Announce<D>): Promise<void> {
    const known = changes.filter(({ seen }) => seen).map(({ id }) => id);
    const before = await this.states(index, known, true);
    const was = [...before.values()].map(({ stored }) => JSON.parse(stored as string) as D);
    await announce([...was, ...changes.flatMap(({ thing }) => thing ?? [])]);
  }

  /** Removes things, and adds to `there` those that there were. */
  async remove(
    index: string,
    ids: readonly string[],
    { there = new Set<string>(), announce }: { there?: Set<string>; announce?: Announce<D> | undefined } = {},
  ): Promise<void> {
    const plan = (seen: ReadonlyMap<string, Seen>): Change<D>[] =>
      [...seen].map(([id, version]) => {
        there.add(id);
        // without a condition, a removal that arrives late would take what has been written since
        return { id, action: 'delete', seen: version };
      });
    await this.change(index, [...new Set(ids)], plan, { announce });
  }

  /** What an index holds of these things; ids without a document are missing. */
  async states(index: string, ids: readonly string[], whole = false): Promise<Map<string, Seen>> {
    const versions = this.#kind.versions ? ['version_of'] : [];
    const fields = [
      'content_hash',
      'stored_hash',
      'text_hash',
      'vector_hash',
      ...versions,
      ...(whole ? ['stored'] : []),
    ];
    const deadline = { requestTimeout: WRITE_DEADLINE_MS };
    const states = new Map<string, Seen>();
    const found = await getDocuments<DocumentState>(this.#client, index, ids, fields, deadline);
    for (const [i, doc] of found.entries()) {
      const { _source: source, _seq_no: seqNo, _primary_term: term } = doc;
      if (source && seqNo !== undefined && term !== undefined) states.set(ids[i] as string, { ...source, seqNo, term });
    }
    return states;
  }

  /** What is written again stays with what took it in; a copy is what it is. */
  #inPlace(incoming: Incoming<D>, seen: Seen | undefined, by: HashName): Pick<Incoming<D>, 'thing' | 'state'> {
    const { versions } = this.#kind;
    const into = by === 'content_hash' ? seen?.version_of : undefined;
    if (!versions || into === undefined || into === null) return incoming;
    const thing = versions.within(incoming.thing, into);
    return { thing, state: stateOf(this.#kind, thing) };
  }

  /** What has to be done for a thing to stand in the index as given; undefined: nothing. */
  #changeOf(incoming: Incoming<D>, seen: Seen | undefined, by: HashName): Change<D> | undefined {
    const { writtenAt, vector } = incoming;
    const { thing, state } = this.#inPlace(incoming, seen, by);
    const { text_hash } = state;
    const lacksVector = vector !== undefined && seen?.vector_hash !== text_hash;
    if (seen?.[by] === state[by] && !lacksVector) return undefined;
    const document = {
      ...documentOf(this.#kind, thing, writtenAt, state),
      ...(vector ? { vector, vector_hash: text_hash } : {}),
    };
    if (!seen) return { id: thing.id, thing, action: 'create', document };
    // a vector belongs to a text
    const outdated = !vector && seen.vector_hash != null && seen.text_hash !== text_hash;
    const dropped = outdated ? { vector: null, vector_hash: null } : {};
    return { id: thing.id, thing, action: 'update', document: { ...document, ...dropped }, seen };
  }
}
