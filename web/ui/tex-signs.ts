// What commands of TeX stand for in a text, as tables.

/** How a stretch of text looks, as the name of its element. */
export type Look = 'em' | 'strong' | 'code' | 'sup' | 'sub';

function pairs(text: string): ReadonlyMap<string, string> {
  const words = text.trim().split(/\s+/);
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : [])));
}

const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Letters: a blank behind such a command ends its name and is no blank. */
export const LETTERS = pairs(
  'ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ ng ŋ NG Ŋ dj đ DJ Đ',
);

/** Signs that abstracts have outside of formulas, too. */
export const SIGNS = pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π
  rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ
  Upsilon Υ Phi Φ Psi Ψ Omega Ω textmu μ ell ℓ hbar ℏ times × div ÷ cdot · pm ± mp ∓ circ ∘ bullet • textbullet • ast ∗
  leq ≤ le ≤ geq ≥ ge ≥ ll ≪ gg ≫ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ propto ∝ in ∈ notin ∉ subset ⊂ subseteq ⊆
  cup ∪ cap ∩ to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftrightarrow ⇔ mapsto ↦ infty ∞ partial ∂
  nabla ∇ sum ∑ prod ∏ int ∫ prime ′ degree ° textdegree ° ldots … dots … cdots ⋯ textellipsis … langle ⟨ rangle ⟩
  textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ” guillemotleft « guillemotright » textendash –
  textemdash — textgreater > textless < textbar | textunderscore _ textasciitilde ~ textasciicircum ^ textbackslash \\
  textbraceleft { textbraceright } textregistered ® textcopyright © copyright © texttrademark ™ textperiodcentered ·
  texttimes × textpm ± S § P ¶ dag † dagger † ddag ‡ pounds £ textsterling £ euro € texteuro € checkmark ✓ star ⋆
  LaTeX LaTeX TeX TeX BibTeX BibTeX deg ° ie i.e. eg e.g.
  log log ln ln lg lg exp exp min min max max`);

/** Accents by sign or name, as combining characters. */
export const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '`': '\u0300',
    "'": '\u0301',
    '^': '\u0302',
    '~': '\u0303',
    '=': '\u0304',
    u: '\u0306',
    '.': '\u0307',
    '"': '\u0308',
    r: '\u030a',
    H: '\u030b',
    v: '\u030c',
    d: '\u0323',
    c: '\u0327',
    k: '\u0328',
    b: '\u0331',
    t: '\u0361',
  }),
);

/** Signs that a backslash makes ordinary, and spaces. */
export const ESCAPED: ReadonlyMap<string, string> = new Map([
  ...'{}$%&#_'.split('').map((sign) => [sign, sign] as const),
  ...',;: '.split('').map((sign) => [sign, ' '] as const),
  ...'!/-@'.split('').map((sign) => [sign, ''] as const),
]);

/** What is typed in ASCII. */
export const TYPED: Readonly<Record<string, string>> = { '---': '—', '--': '–', '``': '“', "''": '”', '~': '\u00a0' };

/** Commands whose argument looks otherwise. */
export const LOOKS: ReadonlyMap<string, Look> = new Map<string, Look>([
  ...['emph', 'textit', 'textsl', 'mathit'].map((name) => [name, 'em'] as const),
  ...['textbf', 'mathbf'].map((name) => [name, 'strong'] as const),
  ['texttt', 'code'],
  ['textsuperscript', 'sup'],
  ['textsubscript', 'sub'],
]);

/** Commands after which the rest of the group looks otherwise. */
export const SWITCHES: ReadonlyMap<string, Look | undefined> = new Map<string, Look | undefined>([
  ...['em', 'it', 'itshape', 'sl', 'slshape'].map((name) => [name, 'em'] as const),
  ...['bf', 'bfseries'].map((name) => [name, 'strong'] as const),
  ...['tt', 'ttfamily'].map((name) => [name, 'code'] as const),
  ...'rm rmfamily sc scshape sf sffamily normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge'
    .split(' ')
    .map((name) => [name, undefined] as const),
]);

/** Commands whose argument is shown as any text. */
export const PLAIN = setOf(
  'text textrm textsf textsc textup textmd textnormal mbox hbox fbox underline uline ensuremath mathrm mathsf tup',
);

/** Commands whose argument is an aside or a quotation. */
export const BRACKETS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['footnote', [' (', ')']],
  ['thanks', [' (', ')']],
  ['enquote', ['“', '”']],
]);

/** Commands whose first argument is no text, and whose second one is. */
export const SECOND = setOf('href textcolor colorbox texorpdfstring');

/** Commands that leave nothing, with the argument that they may have. */
export const SILENT = setOf('label vspace hspace color pagestyle begin end bibliographystyle phantom');

/** Commands that leave nothing, or a blank. */
export const GAPS = pairs(`noindent . centering . xspace . protect . relax . null . newline _ linebreak _ par _ quad _
  qquad _ space _ enspace _ thinspace _ smallskip _ medskip _ bigskip _ item •`);

/** Names of what is said elsewhere. */
export const REFERENCE = /^(?:(?:no|paren|text|auto|foot)?cite[a-zA-Z]{0,8}|[a-zA-Z]{0,4}ref)$/;
