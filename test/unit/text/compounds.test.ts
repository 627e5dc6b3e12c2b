// Words of several parts: what is one, how else it is written, and where a text has it.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WORKS } from '../../../src/domain/fields.js';
import { isStopWord, plainTokens, tokenize, wordsOf } from '../../../src/text/analyze.js';
import { analyzerOf } from '../../../src/text/analyzers.js';
import { compoundsIn, runsBeside } from '../../../src/text/compounds.js';
import { askedOf, phraseMatches, runsIn, termMatches } from '../../../src/text/matches.js';
import { words } from '../../support/engine-session.js';
import { matcherOf } from '../../support/oracle-match.js';
import { makeWork } from '../../support/works.js';

const prose = analyzerOf('prose');
const matcher = matcherOf(WORKS);
const finds = (search: string, text: string) =>
  matcher.matchesWords(words(search), makeWork({ id: 'w', display_name: text }));

describe('what stands beside the words', () => {
  test.each([
    ['GPT-2 and GPT2', ['gpt2']],
    ['pre‐training, pre‑training, pre–training, pre−training, pre\u00adtraining', Array(5).fill('pretraining')],
    ['t-SNE, k-means, e-mail, 3-D', ['tsne', 'kmeans', 'email', '3d']],
    ['BERT-base-uncased', ['bertbaseuncased']],
    ['end-to-end, state-of-the-art', []],
    ['2019–2021, x-y, a - b, a--b, -b', []],
    ['深-度', []],
    ["O'Neil and D’Arcy, Levy's, l'eau", ['oneil', 'darcy']],
    ["L\\'evy-Khintchine", ['levykhintchine']],
    ['BatchNorm, GraphSAGE, BERTScore', ['batch norm', 'graph sage', 'bert score']],
    ['LaTeX, iPhone, OpenAI, NASA, Batch', []],
    ['BatchNorm-free', ['batchnormfree', 'batch norm']],
  ])('%s', (text, expected) => {
    expect(runsBeside(text).map((run) => run.join(' '))).toEqual(expected);
  });

  test('a chain of any length and a word of any length take no time', () => {
    expect(runsBeside('a-'.repeat(50_000))).toEqual([]);
    expect(runsBeside('aB'.repeat(50_000))).toEqual([]);
  });
});

describe('words that are no plain letters', () => {
  test.each([
    ['C++ and C#, not C', ['c++', 'and', 'c#', 'not', 'c']],
    ['C++11, (f#)', ['c++', '11', 'f#']],
    ['x=c+1, k-means++, ABC#', ['x', 'c', '1', 'k', 'means', 'abc']],
    ["L\\'evy, L\\'{e}vy, L{\\'e}vy, G\\\"odel, Erd\\H{o}s", ['levy', 'levy', 'levy', 'godel', 'erdos']],
    [
      '{\\\'E}cole, na\\"{\\i}ve, Fran\\c{c}ois, Stra{\\ss}e, Pa\\l{}ka',
      ['ecole', 'naive', 'francois', 'strasse', 'palka'],
    ],
    ['$\\alpha$-stable', ['alpha', 'stable']],
    ['\\emph{deep} \\textbf{nets} $\\mathcal{O}(\\log n)$ \\ours', ['deep', 'nets', 'o', 'log', 'n', 'ours']],
    ['as shown \\cite{levy2019} in \\begin{quote}x\\end{quote}', ['as', 'shown', 'in', 'x']],
    ['Levy\\\'s \\"quoted\\" words', ['levy', 's', 'quoted', 'words']],
  ])('%s', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
    expect(tokenize(text).map(({ word }) => word)).toEqual(expected);
  });

  test('places are those of the text as it is written', () => {
    const text = "On \\emph{L{\\'e}vy} flights";
    expect(tokenize(text).map(({ start, end }) => text.slice(start, end))).toEqual(['On', "L{\\'e}vy", 'flights']);
  });
});

describe('spellings', () => {
  const SPELLINGS = [
    ['GPT-2', 'gpt2', 'GPT 2', 'GPT2', 'gpt-2', 'GPT‑2'],
    ['ZeRO-3', 'zero3', 'zero 3'],
    ['pre-training', 'pretraining', 'pre training', 'pre–training'],
    ['multi-modal', 'multimodal', 'multi modal'],
    ['non-linear', 'nonlinear', 'non linear'],
    ['BatchNorm', 'batch norm', 'batch-norm'],
    ['e-mail', 'email', 'e mail'],
    ['k-means', 'kmeans', 'k means'],
    ['F1', 'F-1', 'F 1'],
    ["O'Neil", 'ONeil', 'O’Neil', 'o’neil'],
    ["L\\'evy", 'Lévy', 'levy', 'L{\\"e}vy'],
  ] as const;
  /** Nothing says where these could be parted; did-you-mean looks there. */
  const UNTOLD = new Set(['kmeans', 'email', 'batchnorm', 'ONeil']);

  test.each(SPELLINGS)('%s', (...spellings) => {
    for (const search of spellings) {
      for (const text of spellings) {
        const isParted = /\s/.test(text) || text.startsWith('o’');
        expect([search, text, finds(search, text)]).toEqual([search, text, !(UNTOLD.has(search) && isParted)]);
      }
    }
  });

  test('indices of formulas are digits behind a letter', () => {
    expect(finds('F1', 'the $F_1$ score')).toBe(true);
    expect(finds('CO2', 'CO$_2$')).toBe(true);
    expect(finds('CO2', 'CO₂')).toBe(true);
  });

  test.each([
    ['C++', 'C'],
    ['C', 'C#'],
    ['gpt2', 'GPT 3 has 2 parts'],
    ['BatchNorm', 'norms of a batch'],
    ['emph', '\\emph{deep}'],
    ['form', 'inform'],
  ])('%s does not find %s', (search, text) => {
    expect(finds(search, text)).toBe(false);
  });
});

describe('spellings of random words', () => {
  const word = fc.string({ unit: fc.constantFrom(...'bcdefgklmnop'), minLength: 3, maxLength: 6 });
  const parts = fc.tuple(word, word).filter((both) => !both.some(isStopWord));

  test('two random words are one compound in all spellings that tell where they part', () => {
    fc.assert(
      fc.property(parts, fc.constantFrom('-', '–', '\u2011'), ([a, b], hyphen) => {
        const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
        const told = [`${a}${hyphen}${b}`, `${capital(a)}${capital(b)}`, `${a} ${b}`];
        for (const search of told) for (const text of [...told, `${a}${b}`]) expect(finds(search, text)).toBe(true);
        for (const text of told.slice(0, 2)) expect(finds(`${a}${b}`, text)).toBe(true);
      }),
    );
  });

  test('a work with enough of the terms as they are written is never lost', () => {
    const piece = fc.oneof(
      word,
      parts.map((both) => both.join('-')),
      fc.constantFrom('GraphSAGE', 'x1', 'pretraining'),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(' '));
    fc.assert(
      fc.property(text, fc.array(fc.boolean()), (search, kept) => {
        const all = wordsOf(search);
        const some = all.filter((_, i) => kept[i] !== false);
        const { terms, required } = prose.query(search);
        const present = terms.filter((term) => some.map(prose.term).includes(term)).length;
        if (present >= required) expect(finds(search, some.join(' . '))).toBe(true);
      }),
    );
  });
});

describe('phrases', () => {
  test.each([
    ['GPT-2', ['gpt 2', 'gpt2']],
    ['gpt2', ['gpt2', 'gpt 2']],
    ['batch norm', ['batch norm', 'batchnorm']],
    ['GPT-2 models', ['gpt 2 models', 'gpt2 models']],
    ['theory of mind', ['theory of mind']],
    ['in form', ['in form']],
    ['deep graph networks', ['deep graph networks']],
    [' — ', []],
  ])('%s', (phrase, expected) => {
    expect(prose.sayings(phrase).map((one) => one.join(' '))).toEqual(expected);
  });
});

describe('where a text has it', () => {
  const marked = (text: string, loose: string, phrases: string[] = []) => {
    const asked = askedOf({ loose, phrases });
    const found = [...termMatches(runsIn(text), asked), ...phraseMatches(runsIn(text), asked)];
    return [...new Set(found.map(({ start, end }) => text.slice(start, end)))].sort();
  };

  test.each([
    ['gpt2', 'GPT-2 or GPT 2 or GPT2, no GPT', ['GPT 2', 'GPT-2', 'GPT2']],
    ['GPT-2', 'gpt2 or GPT', ['GPT', 'gpt2']],
    ['batch norm', 'BatchNorm or batchnorm', ['BatchNorm', 'batchnorm']],
    ['levy', "a L\\'{e}vy flight", ["L\\'{e}vy"]],
    ['c', 'C++ and C', ['C']],
  ])('%s in %s', (search, text, expected) => {
    expect(marked(text, search)).toEqual(expected);
  });

  test('phrases, in each of their spellings', () => {
    expect(marked('GPT-2, gpt2, GPT', '', ['gpt2'])).toEqual(['GPT-2', 'gpt2']);
    expect(marked('BatchNorm', '', ['batch norm'])).toEqual(['BatchNorm']);
  });

  test('the key is the term of the query, of a joined form each of its terms', () => {
    const keys = termMatches(runsIn('gpt2'), askedOf({ loose: 'GPT-2', phrases: [] })).map(({ key }) => key);
    expect(keys).toEqual(['gpt', '2']);
  });

  test('what is beside the words stands where the words stand', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aBc-–\' \\"{}e#+2漢') }), (text) => {
        for (const { start, end, first, last } of compoundsIn(text)) {
          const tokens = plainTokens(text);
          expect([start, end]).toEqual([tokens[first]?.start, tokens[last]?.end]);
        }
        const runs = runsIn(text)
          .slice(1)
          .map((run) => run.map((one) => one.word).join(' '));
        expect(runs.sort()).toEqual(
          runsBeside(text)
            .map((run) => run.join(' '))
            .sort(),
        );
      }),
    );
  });
});
