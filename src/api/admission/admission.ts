// Who may begin, and who has to wait: requests by class, each class with places and a queue of its own.
import { availableParallelism } from 'node:os';
import { IdeascopeError } from '../../errors.js';
import type { RequestScope } from '../../request-scope.js';
import { COSTS, type Cost } from './costs.js';
import { Lane, type LaneLimits, type LaneState } from './lane.js';

/** Light requests at once for each core, one being searched while another one is read or written: more only wait longer. */
const PER_CORE = 2;
/** The same where searching is the work of another machine, which is waited for. */
const PER_CORE_WAITING = 8;
/** Of the light ones, as many heavy ones. */
const HEAVY = 1 / 4;
/** Bytes of bodies of one class that are being received: they take memory, and no place. */
const RECEIVED_BYTES = 64 * 1024 * 1024;

const NAMES: Readonly<Record<Cost, string>> = {
  quick: 'completions',
  light: 'searches',
  heavy: 'exports, graphs and long texts',
  write: 'writes',
  upload: 'uploads',
};

/** The state of each class, for metrics. */
export type AdmissionState = Readonly<Record<Cost, LaneState>> & {
  /** Bodies that are being received. */
  readonly bodies: number;
};

export interface AdmissionOptions {
  /** Light requests at once; the other classes follow from it. Not given: by the number of cores. */
  readonly concurrency?: number | undefined;
  /** Whether searches are answered by a server of their own. */
  readonly searchesElsewhere?: boolean | undefined;
  /** For tests: milliseconds that a light request waits at most. */
  readonly patience?: number;
}

const PATIENCE_MS = 1_000;

/** A request that may work. */
export interface Place {
  /** Moves to another class, should the request turn out to belong there. @throws IdeascopeError overloaded, client_gone */
  become(cost: Cost): Promise<void>;
  /** While there is nothing to do but to wait for the client; `goOn` ends it. @throws IdeascopeError overloaded, the first time */
  rest(): void;
  /** @throws IdeascopeError client_gone */
  goOn(): Promise<void>;
  /** To be called once, at the end, wherever the request is then. */
  leave(): void;
}

export class Admission {
  readonly #lanes: Readonly<Record<Cost, Lane>>;
  readonly #bodies: Record<Cost, number> = { quick: 0, light: 0, heavy: 0, write: 0, upload: 0 };

  constructor({ concurrency, searchesElsewhere = false, patience = PATIENCE_MS }: AdmissionOptions = {}) {
    const perCore = searchesElsewhere ? PER_CORE_WAITING : PER_CORE;
    const limits = limitsFor(concurrency ?? perCore * availableParallelism(), patience);
    const lanes = COSTS.map((cost) => [cost, new Lane(NAMES[cost], limits[cost])]);
    this.#lanes = Object.fromEntries(lanes) as Record<Cost, Lane>;
  }

  get state(): AdmissionState {
    const lanes = COSTS.map((cost) => [cost, this.#lanes[cost].state]);
    const bodies = Object.values(this.#bodies).reduce((sum, count) => sum + count, 0);
    return { ...(Object.fromEntries(lanes) as Record<Cost, LaneState>), bodies };
  }

  /** Whether any class takes nobody any more. */
  get isShut(): boolean {
    return COSTS.some((cost) => this.#lanes[cost].isShut);
  }

  /** For the very first look at a request: an error if its class takes nobody any more. */
  refusal(cost: Cost): IdeascopeError | undefined {
    const lane = this.#lanes[cost];
    return lane.isShut ? lane.refuse() : undefined;
  }

  /**
   * Before a body is read: it takes no place, or whoever sends slowly would keep one. What is returned is to be called
   * when it has been read.
   * @param bytes that it may have
   * @throws IdeascopeError overloaded
   */
  receive(cost: Cost, bytes: number): () => void {
    const lane = this.#lanes[cost];
    if (lane.isShut) throw lane.refuse();
    if ((this.#bodies[cost] + 1) * bytes > Math.max(RECEIVED_BYTES, bytes)) {
      throw new IdeascopeError('overloaded', 'too many requests are being received: try again in a moment');
    }
    this.#bodies[cost]++;
    return () => {
      this.#bodies[cost]--;
    };
  }

  /** Resolves when the request may begin. @throws IdeascopeError overloaded, client_gone */
  async enter(cost: Cost, scope: RequestScope): Promise<Place> {
    await this.#lanes[cost].enter(scope.signal);
    return new Taken(this.#lanes, cost, scope);
  }
}

class Taken implements Place {
  readonly #lanes: Readonly<Record<Cost, Lane>>;
  readonly #scope: RequestScope;
  #lane: Lane;
  #state: 'working' | 'resting' | 'out' = 'working';
  #isFile = false;

  constructor(lanes: Readonly<Record<Cost, Lane>>, cost: Cost, scope: RequestScope) {
    this.#lanes = lanes;
    this.#lane = lanes[cost];
    this.#scope = scope;
    scope.heavy = cost === 'heavy';
  }

  async become(cost: Cost): Promise<void> {
    const lane = this.#lanes[cost];
    if (lane === this.#lane) return;
    this.leave();
    this.#lane = lane;
    this.#scope.heavy = cost === 'heavy';
    await lane.enter(this.#scope.signal);
    this.#state = 'working';
  }

  rest(): void {
    if (!this.#isFile) this.#lane.openFile();
    this.#isFile = true;
    this.#lane.leave();
    this.#state = 'resting';
  }

  async goOn(): Promise<void> {
    this.#state = 'out';
    await this.#lane.goOn(this.#scope.signal);
    this.#state = 'working';
  }

  leave(): void {
    if (this.#state === 'working') this.#lane.leave();
    this.#state = 'out';
    if (this.#isFile) this.#lane.closeFile();
    this.#isFile = false;
  }
}

/** Less than people notice, and longer than most bursts take. */
const CONGESTED_MS = 300;

/** Heavy ones leave most of the machine to light ones; completions take hardly any time, and wait for nobody else. */
function limitsFor(concurrency: number, patience: number): Readonly<Record<Cost, LaneLimits>> {
  const few = Math.max(1, Math.floor(HEAVY * concurrency));
  const short = { queue: 256, patience, congested: CONGESTED_MS };
  const long = { patience: 10 * patience, congested: 10 * CONGESTED_MS };
  return {
    quick: { atOnce: 4 * concurrency, ...short },
    light: { atOnce: concurrency, ...short },
    heavy: { atOnce: few, queue: 32, ...long },
    // a program that writes would rather wait than ask again
    write: { atOnce: concurrency, queue: 256, ...long, congested: long.patience },
    upload: { atOnce: few, queue: 8, ...long, congested: long.patience },
  };
}
