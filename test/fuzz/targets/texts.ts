// Texts of works on their way in and out: markup, TeX, damaged encodings, names, sentences, passages, marks.
import { withoutMarkup } from '../../../indexer/clean/markup.js';
import { withoutMojibake } from '../../../indexer/clean/mojibake.js';
import { withoutReferences } from '../../../indexer/clean/references.js';
import { withoutScars } from '../../../indexer/clean/scans.js';
import { cleanAbstract, cleanName, cleanTitle } from '../../../indexer/clean/texts.js';
import { nameKey } from '../../../indexer/identity/name-key.js';
import { dateOf, doiOf, isWellFormed, languageOf, webAddress, yearOf } from '../../../indexer/values.js';
import { nameParts } from '../../../src/export/names.js';
import { highlighter } from '../../../src/search/highlight.js';
import { understand } from '../../../src/search/understand.js';
import { tokenize, wordsOf } from '../../../src/text/analyze.js';
import { analyzerOf } from '../../../src/text/analyzers.js';
import { compoundsIn } from '../../../src/text/compounds.js';
import { embeddingText } from '../../../src/text/embedding-text.js';
import { mathsIn } from '../../../src/text/maths.js';
import { parseName } from '../../../src/text/names.js';
import { passagesOf } from '../../../src/text/passages.js';
import { sentencesOf } from '../../../src/text/sentences.js';
import { sayingsOf } from '../../../src/text/spellings.js';
import { readTex, withoutTex } from '../../../src/text/tex.js';
import { isTelling, titleForm } from '../../../src/text/version-keys.js';
import { mutatedText, type TextRules } from '../mutate.js';
import type { Random } from '../random.js';
import { ensure, type FuzzTarget, target } from '../target.js';
import { SEARCHES } from './queries.js';

/** As long as the abstract of a work may be. */
const LONGEST = 200_000;
/** As long as the text of a search may be. */
const LONGEST_QUERY = 20_000;

export const TEXTS: TextRules = {
  seeds: [
    'Graph attention for tides: a study',
    "L\\'evy processes and {GAN}s with $O(n^2)$ steps, \\emph{deep} and $\\alpha$-stable \\cite{quill2019}",
    '<p>We propose <i>x</i><sub>2</sub> &amp; y &lt; z.</p> <jats:title>Abstract</jats:title>',
    'BACKGROUND: Tides rise. METHODS: We measured 2.7$\\times$10$^{-3}$ of them. (cid:12) re-\nsults follow.',
    'MÃ¼ller und FranÃ§ois â€“ ein GesprÃ¤ch',
    '\\begin{equation} \\sum_{i=1}^n x_i \\end{equation} and \\[ a \\] and $$ b $$ costs $5 and $6.',
    '<mml:math><mml:mi>x</mml:mi><annotation encoding="application/x-tex">x^2</annotation></mml:math>',
    'Dr. A. B. Smith et al. (2019) showed it, e.g. in Fig. 3. Then? Yes! 深層学習。次の文。',
    'van der Waals, J. D., Jr. and O’Neill-Żółć, María José',
    'batch-norm BatchNorm batch norm GPT-2 gpt2 state-of-the-art don’t C++ C# .NET',
  ],
  pieces: [
    ...['$', '$$', '\\(', '\\]', '\\begin{', '\\end{document}', '\\frac', '\\', '{', '}', '^', '_', '\\href{a}{b}'],
    ...['<', '</', '>', '<b ', ' a="', '&lt;', '&#', '&amp;', '<!--', '-->', '<![CDATA[', '(cid:12)', '-\n', '­'],
    ...['Ã¼', 'â€', '. ', '? ', '\n\n', ', ', ' and ', 'von ', '; ', '(', ')', '- ', "'", 'A.', '\u0301'],
  ],
  longest: LONGEST,
};
export const aText = (random: Random) => mutatedText(random, TEXTS);

const apart = (html: string) => html.replace(/<mark(?: class="meaning")?>|<\/mark>/g, '');

export const TEXT_TARGETS: readonly FuzzTarget[] = [
  target({
    name: 'TeX',
    reads: 'TeX in any text, as Unicode with the places where it is written',
    share: 0.6,
    make: aText,
    run: (text) => {
      const { text: plain, starts, ends } = readTex(text);
      ensure(plain === withoutTex(text), 'both readings agree');
      ensure(starts.length === plain.length && ends.length === plain.length, 'every letter has its place');
      return 'taken';
    },
  }),
  target({
    name: 'cleaning',
    reads: 'titles, abstracts and names of imported records: markup, formulas, mojibake, scans, references',
    share: 1,
    make: aText,
    run: (text) => {
      for (const clean of [cleanTitle, cleanAbstract, cleanName]) {
        const kept = clean(text);
        if (kept !== undefined) ensure(isWellFormed(kept) && !/[\p{Cs}\0]/u.test(kept), 'what is kept can be stored');
      }
      for (const clean of [withoutMarkup, withoutMojibake, withoutReferences, withoutScars]) clean(text);
      return 'taken';
    },
  }),
  target({
    name: 'values',
    reads: 'years, dates, languages, DOIs, addresses and names of imported records',
    share: 0.5,
    make: (random) =>
      mutatedText(random, {
        seeds: ['2019-02-28', 'pt-BR', 'https://a.invalid/10.1234/x', 'doi:10.1234/a', 'Quill, Ada B.', '1999'],
        longest: LONGEST,
      }),
    run: (text) => {
      for (const read of [yearOf, dateOf, languageOf, doiOf, webAddress, parseName, nameParts, nameKey]) read(text);
      ensure(!/^\s*javascript:/i.test(webAddress(text) ?? ''), 'an address is of the web');
      return 'taken';
    },
  }),
  target({
    name: 'words',
    reads: 'the words of texts and names: folding, stems, compounds, spellings, terms, keys of versions',
    share: 0.5,
    make: (random) => mutatedText(random, { ...TEXTS, longest: 50_000 }),
    run: (text) => {
      for (const token of tokenize(text)) {
        ensure(token.start >= 0 && token.end <= text.length && token.start < token.end, 'a word stands in its text');
      }
      compoundsIn(text);
      sayingsOf(text.slice(0, 2_000));
      for (const analysis of ['prose', 'names'] as const) analyzerOf(analysis).query(text.slice(0, 20_000));
      isTelling(titleForm(text));
      wordsOf(text, true);
      return 'taken';
    },
  }),
  target({
    name: 'sentences and passages',
    reads: 'a long text for the model: formulas, sentences, passages',
    share: 0.15,
    make: aText,
    run: (text) => {
      const maths = mathsIn(text);
      sentencesOf(text, maths);
      passagesOf(text.slice(0, LONGEST_QUERY), 64);
      embeddingText({ display_name: text.slice(0, 100), abstract: text });
      return 'taken';
    },
  }),
  target({
    name: 'highlight',
    reads: 'a work and a search: the marks, and the stretch that is shown',
    share: 0.2,
    make: (random) => ({
      text: mutatedText(random, { ...TEXTS, longest: 20_000 }),
      search: mutatedText(random, { seeds: [...SEARCHES, ...TEXTS.seeds], longest: 2_000 }),
    }),
    run: ({ text, search }) => {
      const mark = highlighter(understand(search));
      const { display_name, abstract } = mark({ display_name: text.slice(0, 200), abstract: text });
      for (const html of [display_name, abstract ?? '']) ensure(!/[<>]/.test(apart(html)), 'marks are all the markup');
      return 'taken';
    },
  }),
];
