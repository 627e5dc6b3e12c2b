// Highlights: what is marked, what is shown, and that the source text stays intact.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TextQuery } from '../../../src/domain/query.js';
import { highlighter } from '../../../src/search/highlight.js';
import { understand } from '../../../src/search/understand.js';

const highlight = (work: Parameters<ReturnType<typeof highlighter>>[0], query: TextQuery) => highlighter(query)(work);
const title = (display_name: string, search: string) => highlight({ display_name }, understand(search)).display_name;
const snippet = (abstract: string, search: string) =>
  highlight({ display_name: '', abstract }, understand(search)).abstract ?? '';
const FILLER = 'Nothing of interest is said in this sentence. ';

describe('marks', () => {
  test.each([
    ['Learning on graphs', 'graph', 'Learning on <mark>graphs</mark>', 'loose words match by stem'],
    ['Étale cohomology', 'etale', '<mark>Étale</mark> cohomology', 'letters are folded'],
    ['The theory of graphs', 'the graph', 'The theory of <mark>graphs</mark>', 'function words are not marked'],
    ['The Who', 'the who', '<mark>The</mark> <mark>Who</mark>', 'unless there is nothing else'],
    ['Deep learning of learning', '"deep learning"', '<mark>Deep learning</mark> of learning', 'whole phrases only'],
    ['Deep-learning', '"deep learning"', '<mark>Deep-learning</mark>', 'a hyphen separates words'],
    ['Graphs', '"graph" x', 'Graphs', 'phrases compare unstemmed words'],
    ['a b c d', '"a b" "b c"', '<mark>a b c</mark> d', 'overlapping marks merge'],
    ['deep learning', 'learning "deep learning"', '<mark>deep learning</mark>', 'a word within a phrase is one mark'],
    ['x < y & "z"', 'y', 'x &lt; <mark>y</mark> &amp; &quot;z&quot;', 'the source is escaped'],
    ['On $k$-means and k', 'k means', 'On $k$-<mark>means</mark> and <mark>k</mark>', 'no mark within maths'],
    ['On $k$ means', '"k means"', 'On <mark>$k$ means</mark>', 'a phrase around maths encloses it'],
    ['On \\(k\\) and \\[k < 2\\]', 'k and', 'On \\(k\\) and \\[k &lt; 2\\]', 'in whatever delimiters'],
    ['\\begin{math}k\\end{math} k', 'k', '\\begin{math}k\\end{math} <mark>k</mark>', 'nor in environments'],
    [
      'An $\\alpha$-stable law',
      '"alpha stable"',
      'An <mark>$\\alpha$-stable</mark> law',
      'TeX is read, and shown as it is',
    ],
    ['An α decay', '$\\alpha$', 'An <mark>α</mark> decay', 'Greek letters by any of their names'],
    ['\\emph{Deep} L{\\"o}we', 'deep löwe', '\\emph{<mark>Deep</mark>} <mark>L{\\&quot;o}we</mark>', 'accents, too'],
    ['From $5 to $10 k', 'to', 'From $5 <mark>to</mark> $10 k', 'prices are no maths'],
    ['graphs without trees', 'graphs -trees', '<mark>graphs</mark> without trees', 'exclusions are not marked'],
  ])('%s ? %s', (text, search, expected) => {
    expect(title(text, search)).toBe(expected);
  });

  test('a work without abstract has no snippet', () => {
    expect(highlight({ display_name: 'x' }, understand('x')).abstract).toBeNull();
  });
});

describe('marks of meaning', () => {
  const near = (abstract: string, sentence: string, search = 'zebra') => {
    const start = abstract.indexOf(sentence);
    const stretch = { field: 'abstract', start, end: start + sentence.length } as const;
    return highlighter(understand(search))({ display_name: 'A title', abstract }, stretch).abstract ?? '';
  };

  test('a sentence is one mark, others stand beside it', () => {
    expect(near('A graph. Trees & graphs. A graph.', 'Trees & graphs.', 'graph')).toBe(
      'A <mark>graph</mark>. <mark class="meaning">Trees &amp; graphs.</mark> A <mark>graph</mark>.',
    );
  });

  test('the title has its own', () => {
    const mark = highlighter(understand('zebra'));
    expect(mark({ display_name: 'A title' }, { field: 'display_name', start: 0, end: 7 })).toEqual({
      display_name: '<mark class="meaning">A title</mark>',
      abstract: null,
    });
  });

  test('the snippet is around it, wherever words are', () => {
    const shown = near(`${'A zebra. '.repeat(50)}${FILLER.repeat(9)}It is near. ${FILLER.repeat(9)}`, 'It is near.');
    expect(shown).toMatch(/^… <mark class="meaning">It is near\.<\/mark> Nothing.* …$/);
  });

  test('a long one is marked as far as it is shown', () => {
    const sentence = `It is ${'very '.repeat(100)}long.`;
    const shown = near(`${FILLER.repeat(9)}${sentence} ${FILLER.repeat(9)}`, sentence);
    expect(shown).toMatch(/^… <mark class="meaning">It is very .*very<\/mark> …$/);
  });
});

describe('snippets', () => {
  test('a short abstract is shown whole', () => {
    expect(snippet('All about graphs.', 'graph')).toBe('All about <mark>graphs</mark>.');
  });

  test('begins with the sentence of the densest matches', () => {
    const abstract = `${FILLER.repeat(5)}A tree is mentioned. ${FILLER.repeat(8)}Graph kernels compare graphs. ${FILLER.repeat(8)}`;
    const shown = snippet(abstract, 'graph kernels tree');
    expect(shown).toMatch(/^… <mark>Graph<\/mark> <mark>kernels<\/mark> compare <mark>graphs<\/mark>\. Nothing/);
    expect(shown).toMatch(/ …$/);
    expect(plain(shown).length).toBeLessThanOrEqual(304);
  });

  test('near the end, earlier sentences fill it', () => {
    const shown = snippet(`${FILLER.repeat(20)}Graphs at last.`, 'graph');
    expect(shown).toMatch(/^… Nothing of interest.*<mark>Graphs<\/mark> at last\.$/);
    expect(plain(shown).length).toBeGreaterThan(250);
  });

  test('without a match, the beginning is shown', () => {
    expect(snippet(FILLER.repeat(20), 'zebra')).toMatch(/^Nothing of interest.* …$/);
  });
});

describe('the edges of snippets', () => {
  test('are never within maths', () => {
    const formula = `$${'a + '.repeat(30)}b$`;
    for (let shift = 0; shift < 300; shift += 7) {
      const abstract = `${'word '.repeat(shift)}${formula} graph ${formula} ${'word '.repeat(99)}`;
      const dollars = snippet(abstract, 'graph').split('$').length - 1;
      expect(dollars % 2).toBe(0);
    }
  });

  test('are between characters in a text without blanks', () => {
    const shown = snippet('研究'.repeat(300), '研');
    expect(plain(shown).length).toBeLessThan(310);
  });

  test('without marks, entities and ellipses it is a part of the source', () => {
    const word = fc.constantFrom(
      'graph',
      'Graphs',
      'deep',
      'learning',
      'is',
      '<b>',
      '&amp;',
      '$x + y$',
      '$',
      'é.',
      '研究',
      'A',
    );
    const source = fc.array(word, { maxLength: 200 }).map((words) => words.join(' '));
    const search = fc.constantFrom('graph', 'deep learning', '"deep learning" graph', '"is" 研', 'x y', '"graph x"');
    fc.assert(
      fc.property(source, search, (abstract, query) => {
        const shown = snippet(abstract, query);
        expect(abstract).toContain(plain(shown));
        expect(shown.replace(/<\/?mark>/g, '')).not.toMatch(/[<>]/);
        expect(shown).not.toMatch(/<mark>[^<]*<mark>/);
      }),
      { numRuns: 500 },
    );
  });
});

function plain(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html
    .replace(/^… | …$/g, '')
    .replace(/<\/?mark>/g, '')
    .replace(/&(\w+|#39);/g, (_, name: string) => entities[name] ?? '?');
}

test('a long query is read once, however many works are highlighted', () => {
  const mark = highlighter(understand('memory '.repeat(2850)));
  const started = process.cpuUsage();
  for (let i = 0; i < 2000; i++) mark({ display_name: 'Memory', abstract: 'All about memory.' });
  // reading it 4000 times takes many seconds of the processor
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
});

test('an abstract full of formulas takes no longer per word than a short one', () => {
  const abstract = 'word $x$ graph '.repeat(50_000);
  const before = process.cpuUsage();
  expect(snippet(abstract, 'word "x graph"')).toContain('<mark>word</mark>');
  // comparing each word with each formula takes ten seconds of a processor, however busy it is besides
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(3);
});
