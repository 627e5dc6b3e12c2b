// Sets of documents by their names: of those in order by looking them up, of the few that came later by reading them.
import { beginsNear } from '../../../text/typos.js';
import { type Bits, emptyBits, intersect, setBit } from '../bitset.js';
import { type NameOrder, type Range, sameName } from './name-order.js';
import { acronymKey, END_OF_NAME, FIRST_WORD, markedKey, type NameTable } from './name-table.js';
import { namesIn } from './sorted-names.js';

/** A condition on words: the ranks of those in order that meet it, and whether any other one does. */
interface WordCondition {
  readonly ranks: readonly number[];
  readonly met: (word: string) => boolean;
}

export class NameSets {
  private readonly table: NameTable;
  private readonly order: NameOrder;
  private readonly docs: number;

  /** @param docs how many documents there are, those included that came after `order` was made */
  constructor(table: NameTable, order: NameOrder, docs: number) {
    this.table = table;
    this.order = order;
    this.docs = docs;
  }

  /** With a name of these words and no more. */
  named(words: readonly string[]): Bits {
    const bits = emptyBits(this.docs);
    const [from, to] = this.order.namesBeginningWith(words);
    // shorter ones stand before longer ones
    for (let place = from; place < to && this.order.isName(place, words); place++) {
      setBit(bits, this.order.owners[place] as number);
    }
    return this.withLaterNames(bits, (name) => sameName(this.table, name, words));
  }

  /** With a name that begins with these words, the last of which may be the beginning of one. */
  beginningWith(words: readonly string[]): Bits {
    const bits = emptyBits(this.docs);
    const [from, to] = this.order.namesBeginningWith(words);
    for (let place = from; place < to; place++) setBit(bits, this.order.owners[place] as number);
    return this.withLaterNames(bits, (name) => this.begins(name, words));
  }

  private begins(name: number, words: readonly string[]): boolean {
    const { data } = this.table.rows;
    return words.every((word, i) => {
      const cell = data[name + i] as number;
      // every name has an end, behind which nothing is looked at
      if (cell === END_OF_NAME) return false;
      const there = this.table.words.word(cell);
      return i === words.length - 1 ? there.startsWith(word) : there === word;
    });
  }

  private withLaterNames(bits: Bits, holds: (name: number) => boolean): Bits {
    for (let doc = this.order.docs; doc < this.docs; doc++) {
      for (const name of namesIn(this.table.rows, doc)) if (holds(name)) setBit(bits, doc);
    }
    return bits;
  }

  withAcronym(typed: string): Bits {
    const key = acronymKey(typed);
    const rank = this.order.rank(key);
    return this.having({ ranks: rank === undefined ? [] : [rank, rank + 1], met: (word) => word === key });
  }

  /** With a word that begins with this one in its very letters. */
  withMarked(typed: string): Bits {
    const key = markedKey(typed);
    return this.having({ ranks: this.order.beginningWith(key), met: (word) => word.startsWith(key) });
  }

  /** With a word that has a beginning at most so many typos away. */
  beginningNear(typed: string, typos: number): Bits {
    if (typos === 0) {
      const ranks: Range = this.order.beginningWith(typed);
      return this.having({ ranks, met: (word) => word.startsWith(typed) });
    }
    const ranks = this.order.near(typed, typos);
    return this.having({ ranks, met: (word) => word >= FIRST_WORD && beginsNear(word, typed, typos) });
  }

  /** In all of the sets; once nothing is left, the others are not looked for. */
  withAll([first, ...others]: readonly (() => Bits)[]): Bits {
    const bits = first?.() ?? emptyBits(this.docs);
    for (const other of others) {
      if (bits.every((word) => word === 0)) break;
      intersect(bits, other());
    }
    return bits;
  }

  private having({ ranks, met }: WordCondition): Bits {
    const bits = emptyBits(this.docs);
    const { starts, postings } = this.order;
    for (let i = 0; i < ranks.length; i += 2) {
      const end = starts[ranks[i + 1] as number] as number;
      for (let at = starts[ranks[i] as number] as number; at < end; at++) setBit(bits, postings[at] as number);
    }
    this.addLater(bits, met);
    return bits;
  }

  private addLater(bits: Bits, met: (word: string) => boolean): void {
    const { rows, words } = this.table;
    const answers = new Map<number, boolean>();
    for (let doc = this.order.docs; doc < this.docs; doc++) {
      for (let i = rows.starts[doc] as number; i < (rows.starts[doc + 1] as number); i++) {
        const cell = rows.data[i] as number;
        if (cell === END_OF_NAME) continue;
        const answer = answers.get(cell) ?? met(words.word(cell));
        answers.set(cell, answer);
        if (!answer) continue;
        setBit(bits, doc);
        break;
      }
    }
  }
}
