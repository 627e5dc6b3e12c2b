// Multiplies a collection: works of recombined titles, abstracts and people, as many as wanted, like a larger real one.
import { versionKeys } from '../src/text/version-keys.js';
import { Coinage, coinedName, coinedWord, GROWTH } from './million-growth.js';
import { pick, randomNumbers } from './random.js';

export interface PlainPerson {
  readonly name: string;
  readonly id?: string;
  readonly orcid?: string;
  readonly affiliations?: readonly string[];
}

/** A work in the plain shape of the corpora; what is not named here is kept as it is. */
export interface PlainRecord {
  readonly id: string;
  readonly title?: string;
  readonly abstract?: string;
  readonly year?: number;
  readonly venue?: string;
  readonly type?: string;
  readonly authors?: readonly PlainPerson[];
  readonly topics?: readonly string[];
  readonly primaryTopic?: string;
  readonly citations?: number;
  readonly references?: readonly string[];
}

export interface Multiplication {
  /** Equal seeds make equal works. */
  readonly seed: number;
  /** Of how many works the collection is before. */
  readonly from: number;
  /** How many works are made. */
  readonly count: number;
  /** The forms of all titles so far; those that are made are added. */
  readonly titles: TitleForms;
}

/** Works that are near each other in the corpora, of one year or venue, are recombined with each other. */
const WINDOW = 8_000;
const LAST_YEAR = 2025;
/** Of two works in three a word that was made up before comes again: so that words that occur once keep their share. */
const REPEATED_WORDS = 2 / 3;
const TRIES = 6;

/** Which titles are taken: of two works with one form of title, authors and years decide whether they are one. */
export class TitleForms {
  readonly #keys = new Set<string>();

  /** Whether no work has a title of this form yet; from now on one has. Titles that tell nothing are never new. */
  add(title: string): boolean {
    const key = versionKeys({ id: '', ids: {}, display_name: title })[0];
    if (key === undefined || this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }

  get size(): number {
    return this.#keys.size;
  }
}

/**
 * Makes works out of real ones, in the order of those they begin with, evenly over all of them.
 * @param real the works, as often as called
 * @param total how many these are
 */
export async function* multiplied(
  real: AsyncIterable<PlainRecord>,
  total: number,
  asked: Multiplication,
): AsyncGenerator<PlainRecord> {
  const maker = new WorkMaker(asked);
  let window: PlainRecord[] = [];
  let seen = 0;
  let made = 0;
  const finish = function* (): Generator<PlainRecord> {
    const pool = new Pool(window);
    seen += window.length;
    const due = Math.floor((asked.count * seen) / total);
    for (let i = 0; made < due; i++, made++) yield maker.make(pool, window[i % window.length] as PlainRecord);
    window = [];
  };
  for await (const one of real) {
    window.push(one);
    if (window.length === WINDOW) yield* finish();
  }
  if (window.length > 0) yield* finish();
}

/** Works of one stretch by what they are about. */
class Pool {
  readonly #all: readonly PlainRecord[];
  readonly #about = new Map<string, PlainRecord[]>();
  readonly #sentences = new Map<PlainRecord, readonly string[]>();

  constructor(all: readonly PlainRecord[]) {
    this.#all = all;
    for (const one of all) {
      const about = this.#about.get(subjectOf(one));
      if (about) about.push(one);
      else this.#about.set(subjectOf(one), [one]);
    }
  }

  /** A work about the same; any one, if there are too few. */
  another(one: PlainRecord, random: () => number): PlainRecord {
    const about = this.#about.get(subjectOf(one)) ?? [];
    return pick(random, about.length > 3 ? about : this.#all);
  }

  sentences(one: PlainRecord): readonly string[] {
    const known = this.#sentences.get(one);
    if (known) return known;
    const split = (one.abstract ?? '').split(/(?<=[a-z)][.?!]) (?=[A-Z])/);
    this.#sentences.set(one, split);
    return split;
  }
}

function subjectOf({ primaryTopic, topics, venue }: PlainRecord): string {
  return primaryTopic ?? topics?.[0] ?? venue ?? '';
}

/** Made up as a collection of this size would have them. */
class WorkMaker {
  readonly #random: () => number;
  readonly #titles: TitleForms;
  #at: number;
  readonly #words: Coinage<string>;
  readonly #identified: Coinage<PlainPerson>;
  readonly #named: Coinage<PlainPerson>;
  readonly #institutions: Coinage<string>;
  readonly #topics: Coinage<string>;
  readonly #venues: Coinage<string>;
  /** Whose names the next new person takes. */
  #parents: readonly PlainPerson[] = [];

  constructor({ seed, from, titles }: Multiplication) {
    this.#random = randomNumbers(seed + from);
    this.#titles = titles;
    this.#at = from;
    const person = (number: number) => this.#newPerson(number);
    this.#words = new Coinage(GROWTH.words, from, coinedWord);
    this.#identified = new Coinage(GROWTH.identified, from, (n) => ({ ...person(n), id: `made:~${n}` }));
    this.#named = new Coinage(GROWTH.names, from, person);
    this.#institutions = new Coinage(GROWTH.institutions, from, (n) => `University of ${coinedName(n)}`);
    this.#topics = new Coinage(GROWTH.topics, from, (n) => `${coinedWord(n)} learning`);
    this.#venues = new Coinage(GROWTH.venues, from, (n) => `Workshop on ${coinedName(n)}`);
  }

  make(pool: Pool, first: PlainRecord): PlainRecord {
    this.#at += 1;
    const random = this.#random;
    const second = pool.another(first, random);
    const year = Math.min(LAST_YEAR, (first.year ?? 2015) + Math.floor(random() * 3) - 1);
    const abstract = this.#abstract(pool, first, second);
    const venue = this.#venues.due(this.#at) ?? this.#reused(this.#venues, first.venue);
    return {
      id: `made:${this.#at}`,
      title: this.#title(pool, first, second),
      ...(abstract === undefined ? {} : { abstract }),
      year,
      ...(venue === undefined ? {} : { venue }),
      ...(first.type === undefined ? {} : { type: first.type }),
      authors: this.#team(first.authors ?? [], second.authors ?? []),
      ...this.#subjects(first),
      ...(first.citations === undefined ? {} : { citations: Math.floor(first.citations * (0.5 + random())) }),
      ...this.#references(first, second),
    };
  }

  /** The beginning of one title and the end of another; a word that nobody has said, if all of that is taken. */
  #title(pool: Pool, first: PlainRecord, second: PlainRecord): string {
    const [head] = halves(first.title ?? '');
    for (let i = 0, other = second; i < TRIES; i++, other = pool.another(first, this.#random)) {
      const title = `${head} ${halves(other.title ?? '')[1]}`.trim();
      if (this.#titles.add(title)) return title;
    }
    const title = `${coinedName(this.#at)}: ${first.title ?? 'a study'}`;
    this.#titles.add(title);
    return title;
  }

  /** As long as that of the first work, with sentences of three, and new words in it. */
  #abstract(pool: Pool, first: PlainRecord, second: PlainRecord): string | undefined {
    if (first.abstract === undefined) return undefined;
    const random = this.#random;
    const sources = [first, second, pool.another(first, random)].map((one) => pool.sentences(one));
    const sentences = (sources[0] ?? []).map((own, i) => pick(random, sources)[i] ?? own);
    const words: string[] = [];
    for (let word = this.#words.due(this.#at); word !== undefined; word = this.#words.due(this.#at)) words.push(word);
    if (random() < REPEATED_WORDS) words.push(this.#words.again(random) ?? '');
    for (const word of words) {
      const at = Math.floor(random() * sentences.length);
      sentences[at] = (sentences[at] ?? '').replace(/ (?=[^ ]*$)/, ` ${word} `);
    }
    return sentences.join(' ');
  }

  /** Some of both teams, and people who are new, as many as are due. */
  #team(own: readonly PlainPerson[], others: readonly PlainPerson[]): PlainPerson[] {
    this.#parents = [...own, ...others];
    const team = own.map((one) => {
      const seldom = this.#random() < 0.3 && others.length > 0;
      const coinage = one.id === undefined ? this.#named : this.#identified;
      return this.#reused(coinage, seldom ? pick(this.#random, others) : one) ?? one;
    });
    const due = team.length === 0 ? [] : [this.#identified, this.#named].flatMap((one) => one.due(this.#at) ?? []);
    const at = Math.floor(this.#random() * team.length);
    // one after the other; the second one of a team of one joins it
    for (const [i, person] of due.entries()) team[i < team.length ? (at + i) % team.length : i] = person;
    return distinctPeople(team);
  }

  /** A new person of the names of two others, from where one of them is, or from somewhere new. */
  #newPerson(number: number): PlainPerson {
    const random = this.#random;
    const [one, other] = [this.#parents, this.#parents].map((all) => (all.length > 0 ? pick(random, all) : undefined));
    const given = (one?.name ?? coinedName(number)).split(' ').slice(0, -1).join(' ') || coinedName(number);
    const family = (other?.name ?? '').split(' ').at(-1) || coinedName(number);
    const place = this.#institutions.due(this.#at);
    const affiliations = place === undefined ? one?.affiliations : [place];
    const known = `${given} ${family}`;
    // two who have their names from one person would be that person
    const name = one?.name === known || other?.name === known ? `${given} ${coinedName(number)}` : known;
    return { name, ...(affiliations === undefined ? {} : { affiliations }) };
  }

  #subjects({ topics, primaryTopic }: PlainRecord): Pick<PlainRecord, 'topics' | 'primaryTopic'> {
    if (topics === undefined) return primaryTopic === undefined ? {} : { primaryTopic };
    const fresh = this.#topics.due(this.#at);
    const last = fresh ?? this.#reused(this.#topics, topics.at(-1));
    const all = last === undefined ? topics : [...topics.slice(0, -1), last];
    return { topics: all, ...(primaryTopic === undefined ? {} : { primaryTopic }) };
  }

  #references(first: PlainRecord, second: PlainRecord): Pick<PlainRecord, 'references'> {
    const all = [...(first.references ?? []), ...(second.references ?? [])];
    return all.length === 0 ? {} : { references: all.filter(() => this.#random() < 0.5) };
  }

  /** A real value, or instead of it a made-up one of before, in the proportion of both. */
  #reused<T>(coinage: Coinage<T>, real: T | undefined): T | undefined {
    if (real === undefined || this.#random() >= coinage.share) return real;
    return coinage.again(this.#random) ?? real;
  }
}

const JOINTS = /\s(?:for|with|of|in|via|using|from|on|by|to|and|under|through|based)\s|:\s/gi;

/** A title before and from the joint that is nearest to its middle; without one, in the middle. */
export function halves(title: string): [string, string] {
  const joints = [...title.matchAll(JOINTS)].map(({ 0: text, index }) => index + (text.startsWith(':') ? 1 : 0));
  const middle = title.length / 2;
  const blank = title.indexOf(' ', middle);
  const at =
    joints.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0] ?? (blank < 0 ? title.length : blank);
  return [title.slice(0, at).trim(), title.slice(at).trim()];
}

function distinctPeople(team: readonly PlainPerson[]): PlainPerson[] {
  return [...new Map(team.map((one) => [one.id ?? one.name, one])).values()];
}
