// Invented works whose texts try to be more than texts: markup, scripts, addresses, directions, endless words and macros.
import type { Authorship, Work } from '../../src/domain/work.js';
import { makeWork } from './works.js';

/** Runs in no text; a page on which it does says so where the tests listen. */
const RUN = "console.error('a text was run')";
const WORD = 'Donaudampfschifffahrt'.repeat(15);
const BIDI = '\u202Egnp.exe\u202C \u2067right\u2069 \u200Fmarks\u200E';

/** What stands in titles, abstracts and names alike. */
export const HOSTILE_TEXTS: readonly string[] = [
  `<script>${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `"><svg onload=${RUN}>`,
  `<a href="javascript:${RUN}">click</a>`,
  `</title></style></textarea><iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  '<mark class="meaning">not found</mark> &lt;b&gt; &amp;amp; &#39;',
  `{{constructor.constructor("${RUN}")()}} \${7*7} <%= 7*7 %>`,
  WORD,
  BIDI,
  '\u0000\u0007\u001B[31mred\uFFFD\uFEFF',
  'Z̷̢̛͎͇̰̪̀͛a̴̡̧̛̱͓͌̓̐l̸̨̛̺͈̈́͛g̵̢̛͓̈́̐o̸̧̨̡͚̪̾ 👩🏽‍🔬🏳️‍🌈',
];

/** TeX that never ends, loads, links, or is none. */
export const HOSTILE_TEX: readonly string[] = [
  '$\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\d\\d}\\def\\d{\\e\\e}\\def\\e{\\a\\a}\\a$',
  `$\\href{javascript:${RUN}}{x}$ $\\url{javascript:1}$ $\\includegraphics{http://other.invalid/x.png}$`,
  `$\\htmlData{onclick=${RUN}}{x}$ $\\html{<b>x</b>}$`,
  `$${'{'.repeat(500)}x${'}'.repeat(500)}$`,
  `$${'\\sqrt{'.repeat(150)}x${'}'.repeat(150)}$`,
  '$\\rule{100000em}{100000em}$ $\\kern{-9999em}x$ $\\hspace{1e9em}$',
  '$$ never closed, $5 and $6, \\( nor this, \\[ nor that',
  '$\\undefinedmacro{$ }$ $x_{1}_{2}$ $\\frac{1}$',
];

const by = (name: string, at: number, of: number): Authorship => ({
  author_position: at === 0 ? 'first' : at === of - 1 ? 'last' : 'middle',
  author: { id: `author:hostile-${at}`, display_name: name },
  institutions: [{ id: `institution:hostile-${at % 11}`, display_name: `Hostile institute ${HOSTILE_TEXTS[at % 11]}` }],
});

const MANY = 500;

/** One work of each text, in title, abstract, names, topics and source at once; some with nothing; one of 500 people. */
export const HOSTILE_WORKS: readonly Work[] = [
  ...[...HOSTILE_TEXTS, ...HOSTILE_TEX].map((text, i, all) =>
    makeWork({
      id: `hostile:${i}`,
      display_name: `Hostile ${text}`,
      abstract: `Hostile abstract: ${text} and more of it.`,
      publication_year: 2000 + i,
      ids: { doi: `https://doi.org/10.1234/hostile"><b>${i}` },
      authorships: [by(text, i, all.length), by('Ada Quiet', 90, all.length)],
      topics: [
        { id: `topic:hostile-${i}`, display_name: `Topic ${text}` },
        { id: 'topic:hostile', display_name: 'Hostile things' },
      ],
      primary_location: {
        source: { id: `source:hostile-${i}`, display_name: `Journal of ${text}` },
        landing_page_url: `javascript:${RUN}`,
      },
      cited_by_count: i,
    }),
  ),
  makeWork({ id: 'hostile:untitled', display_name: '', abstract: 'Hostile abstract without any title.' }),
  makeWork({ id: 'hostile:bare', display_name: 'Hostile and bare', type: 'other' }),
  makeWork({ id: 'hostile:/?#[]@!$&\'()*+,;=%2F%00 "<b>', display_name: 'Hostile id' }),
  makeWork({
    id: 'hostile:crowd',
    display_name: 'Hostile crowd',
    authorships: Array.from({ length: MANY }, (_, i) => by(`Person ${i} ${HOSTILE_TEXTS[i % 11]}`, 100 + i, MANY)),
  }),
];
