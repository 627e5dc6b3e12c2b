// Whose turn it is to switch to another index: one process at a time, and not for longer than it lives.
import { randomUUID } from 'node:crypto';
import { buildGate, heldGate, type Indices, type KindIndex, type Layout, openGate, switching } from './indices.js';

/** A hold that has not been renewed for so long, as seen by who waits for it, is taken from its holder. */
const LEASE_MS = 30_000;
const RENEWALS_PER_LEASE = 6;

/** The right to write to an index and to make it the current one, which nobody else is written to meanwhile. */
export interface Hold {
  /** The index to switch to, with the gate that only the holder writes through. */
  readonly next: KindIndex;
  /** Stops renewing: what is left to do is the switch. */
  settle(): Promise<void>;
  /** Gives the turn back without a switch, and lets others write again. Never rejects. */
  release(): Promise<void>;
}

/**
 * Aliases as a lock. A change of aliases happens as a whole, and fails if one that it removes is not there. Who switches
 * replaces the gates of both indices by others: writes to the current one end, other copies into the new one end, and the
 * switch itself demands that the gate is still there. So a holder that was thought dead can do no harm when it wakes up.
 */
export class Holds {
  readonly #indices: Indices;
  readonly #leaseMs: number;
  /** Holds of this process that it could not give back. */
  readonly #left = new Set<string>();
  #seen: { readonly hold: string; readonly at: number } | undefined;

  constructor(indices: Indices, leaseMs = LEASE_MS) {
    this.#indices = indices;
    this.#leaseMs = leaseMs;
  }

  /** @throws IdeascopeError index_gone if somebody else was faster */
  async take(current: KindIndex, next: KindIndex): Promise<Hold> {
    const holder = randomUUID().slice(0, 8);
    const gate = heldGate(next.name, holder);
    let hold = renewed(current.name, holder, 0);
    await this.#indices.changeAliases([
      ...replace(current.name, openGate(current.name), hold),
      ...replace(next.name, buildGate(next.name), gate),
    ]);
    let renewing: Promise<void> = Promise.resolve();
    let renewals = 0;
    const timer = setInterval(() => {
      renewing = renewing.then(async () => {
        const another = renewed(current.name, holder, ++renewals);
        // it fails if the hold was taken away: then everything else that it is needed for fails too
        await this.#indices.changeAliases(replace(current.name, hold, another)).then(
          () => {
            hold = another;
          },
          () => undefined,
        );
      });
    }, this.#leaseMs / RENEWALS_PER_LEASE);
    const settle = () => {
      clearInterval(timer);
      return renewing;
    };
    const release = async () => {
      await settle();
      const back = [
        ...replace(current.name, hold, openGate(current.name)),
        ...replace(next.name, gate, buildGate(next.name)),
      ];
      await this.#open(current.name, back).catch(() => this.#left.add(holder));
    };
    return { next: { ...next, gate }, settle, release };
  }

  /**
   * What there is, with nobody in the middle of a switch: what a dead process holds is freed.
   * @throws IdeascopeError engine_read_only while somebody switches
   */
  async free(layout: Layout): Promise<Layout> {
    const { current, others } = layout;
    if (!current?.hold) return layout;
    const { name, hold } = current;
    const holder = holderOf(name, hold);
    if (!this.#left.has(holder) && !this.#isStale(hold)) throw switching(name);
    const taken = renewed(name, randomUUID().slice(0, 8), 0);
    const built = others.find((one) => one.hold === heldGate(one.name, holder));
    // from here on the holder can neither copy nor switch
    await this.#indices.changeAliases([
      ...replace(name, hold, taken),
      ...(built ? replace(built.name, heldGate(built.name, holder), buildGate(built.name)) : []),
    ]);
    await this.#open(name, replace(name, taken, openGate(name)));
    return this.#indices.layout();
  }

  async #open(current: string, gates: Parameters<Indices['changeAliases']>[0]): Promise<void> {
    await this.#indices.unblock(current);
    await this.#indices.changeAliases(gates);
  }

  /** By this process's clock alone: clocks of several hosts differ. */
  #isStale(hold: string): boolean {
    if (this.#seen?.hold !== hold) this.#seen = { hold, at: performance.now() };
    return performance.now() - this.#seen.at > this.#leaseMs;
  }
}

/** The alias on the current index; its number grows while the holder lives. */
function renewed(name: string, holder: string, renewals: number): string {
  return heldGate(name, `${holder}-${renewals}`);
}

function holderOf(name: string, hold: string): string {
  return hold.slice(heldGate(name, '').length).split('-')[0] as string;
}

function replace(index: string, old: string, alias: string): Parameters<Indices['changeAliases']>[0] {
  return [{ remove: { index, alias: old, must_exist: true } }, { add: { index, alias } }];
}
