// The works of the rounds of faults: invented records in several revisions, some of them two records of one paper.
import type { InventedRecord } from '../test/e2e/invented-works.js';
import { randomFrom } from '../test/support/works.js';

/** The first four are the tokeniser's own. */
export const VOCABULARY = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  ...Array.from({ length: 120 }, (_, i) => `word${String.fromCharCode(97 + (i % 26))}${i}`),
];
const RESERVED = 4;
const SURNAMES =
  'Alder Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Kapok Larch Maple Nutmeg Oak Pine Quince Rowan'.split(' ');
const PEOPLE = 2 * SURNAMES.length;
const VENUES = ['Journal of Invented Results', 'Workshop on Made-Up Data', 'Letters in Fiction'];
const TOPICS = ['tides', 'moorings', 'lanterns', 'bridges'];

/** A record in the plain shape. */
export type PlainRecord = Omit<InventedRecord, 'authors' | 'venue'> & {
  readonly venue?: string;
  readonly type: string;
  readonly topics: readonly string[];
  readonly citations: number;
  readonly authors: readonly { readonly id?: string; readonly name: string }[];
};

/** Of each four records one is the preprint of the one before it. */
const isPreprint = (number: number) => number % 4 === 1;

export function idOf(number: number): string {
  return isPreprint(number) ? `arxiv:2101.${10_000 + number}` : `invented:${number}`;
}

function words(random: () => number, count: number): string {
  const word = () => VOCABULARY[RESERVED + Math.floor(random() * (VOCABULARY.length - RESERVED))];
  return Array.from({ length: count }, word).join(' ');
}

/** Half of all people have an id, the others only a name. */
function person(number: number): { readonly id?: string; readonly name: string } {
  const name = `${['Ada', 'Ben', 'Cleo', 'Dov'][number % 4]} ${SURNAMES[Math.floor(number / 2)]}`;
  return number % 2 === 0 ? { id: `person:${number}`, name } : { name };
}

/** The same for the same numbers. A revision changes abstract, people, year and title, now and then the title alone. */
export function recordOf(number: number, revision: number): PlainRecord {
  const paper = isPreprint(number) ? number - 1 : number;
  const random = randomFrom(paper * 7919 + 1);
  const title = `${words(random, 5)} ${revision % 3 === 2 ? `part ${revision}` : ''} paper${paper}`;
  const own = randomFrom(paper * 104_729 + revision + 1);
  const authors = Array.from({ length: 1 + Math.floor(own() * 3) }, () => person(Math.floor(own() * PEOPLE)));
  return {
    id: idOf(number),
    title: title.replaceAll('  ', ' '),
    abstract: words(own, 30),
    year: 2000 + (paper % 20),
    type: isPreprint(number) ? 'preprint' : 'article',
    ...(isPreprint(number) ? {} : { venue: VENUES[paper % VENUES.length] as string }),
    topics: TOPICS.filter(() => own() < 0.4),
    citations: Math.floor(own() * 100),
    authors: authors.filter(({ name }, i) => authors.findIndex((one) => one.name === name) === i),
  };
}
