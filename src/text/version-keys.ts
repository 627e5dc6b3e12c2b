// Under which keys the records of one work meet: its ids, and its title in a normal form.
import { parseId } from '../domain/ids.js';
import type { Work } from '../domain/work.js';
import { fold } from './analyze.js';
import { named } from './greek.js';
import { withoutTex } from './tex.js';

const MARKUP = /<\/?[a-z][^<>]{0,60}>/gi;
const NEITHER = /[^\p{L}\p{N}]+/gu;

/** A title of fewer letters says too little: `Introduction`, `Machine learning`. */
const LEAST_LETTERS = 12;

/** Headings that are titles of many works. */
const HEADING =
  /^(?:introduction|(?:opening|closing|concluding) remarks|summary|(?:summary and )?conclusions?|discussion|presentation|summation by (?:the )?chairman|personal notes|welcome)\W*$/;
/** What journals and proceedings hold besides works, under the same title every year. */
const MATTER =
  /^(?:table of contents|(?:front|back) ?matter|preface|foreword|editorial\b|proceedings of|(?:author|subject)(?: and subject)? index|(?:call|calls) for|book reviews?\b|books received|publications received|abstracts of current|advertisements?\b|announcements?\b|letters? to the editor|erratum|errata|corrigend|guidelines for submission|message from|plenary|the finite string)/;

/**
 * The normal form of a title, by which titles are compared: its letters and digits as words are read everywhere
 * (`withoutTex`, `fold`, Greek letters by their names), without markup, `&` as `and`. Equal for `GPT-2: A Study of
 * $\\mathcal{O}(n)$` and `Gpt2 – a study of O(n)`. Numbers stay, so that part I is not part II.
 */
export function titleForm(title: string): string {
  return named(fold(plainTitle(title))).replace(NEITHER, '');
}

/** Most titles have nothing of this, and looking for one character is cheaper than a search. */
function plainTitle(title: string): string {
  const read = withoutTex(title);
  return /[<&]/.test(read) ? read.replace(MARKUP, ' ').replace(/&(?:amp;)?/g, ' and ') : read;
}

/** Whether a title can be told from others: long enough, and no heading that comes again every year. */
export function isTelling(title: string): boolean {
  return isTellingForm(titleForm(title), title);
}

function isTellingForm(form: string, title: string): boolean {
  if (form.length < LEAST_LETTERS) return false;
  const words = title.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, '');
  return !MATTER.test(words) && !HEADING.test(words);
}

/** 53 bits (cyrb53): who meets by accident is compared and told apart. */
function hashOf(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

/**
 * The keys of a record: its DOI, arXiv id and OpenAlex id as they are printed, and `title:…`. Two records of one work
 * share a key, or each shares one with a third.
 */
export function versionKeys({ id, ids, display_name }: Pick<Work, 'id' | 'ids' | 'display_name'>): string[] {
  const own = ['doi', 'arxiv', 'openalex'].includes(parseId(id).scheme) ? [id] : [];
  const given = [ids.doi, ids.arxiv, ids.openalex].filter((one) => one !== undefined);
  const form = titleForm(display_name);
  const title = isTellingForm(form, display_name) ? [`title:${hashOf(form)}`] : [];
  return [...new Set([...own, ...given, ...title])];
}
