// What commands of TeX stand for, as tables: letters, signs, accents, and those that only say how something looks.

function pairs(text: string): Map<string, string> {
  const words = text.trim().split(/\s+/);
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] as string]] : [])));
}

/** Letters; a blank behind such a command ends its name and is no blank. */
export const LETTERS: ReadonlyMap<string, string> = pairs(
  'ss ß ae æ AE Æ oe œ OE Œ aa å AA Å o ø O Ø l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ ng ŋ NG Ŋ dj đ DJ Đ SS ẞ',
);

/** Signs that count as letters: Greek, and what mathematicians took from other alphabets. */
export const SYMBOLS: ReadonlyMap<string, string> = pairs(`
  alpha α beta β gamma γ delta δ epsilon ε varepsilon ε eps ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ varkappa κ
  lambda λ mu μ nu ν xi ξ omicron ο pi π varpi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ
  psi ψ omega ω Gamma Γ varGamma Γ Delta Δ varDelta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
  textalpha α textbeta β textgamma γ textdelta δ textmu μ textomega ω ell ℓ hbar ℏ Re ℜ Im ℑ wp ℘ aleph ℵ beth ℶ
  imath ı jmath ȷ`);

/** Signs beside which words end. */
export const SIGNS: ReadonlyMap<string, string> = pairs(`
  times × div ÷ cdot · pm ± mp ∓ ast * star ⋆ circ ∘ bullet • dagger † ddagger ‡ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙
  leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ lt < gt > ll ≪ gg ≫ neq ≠ ne ≠ approx ≈ sim ~ simeq ≃ cong ≅ equiv ≡
  propto ∝ asymp ≍ doteq ≐ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆
  subsetneq ⊊ supset ⊃ supseteq ⊇ nsubseteq ⊈ cup ∪ cap ∩ bigcup ⋃ bigcap ⋂ uplus ⊎ sqcup ⊔ sqcap ⊓ setminus ∖
  backslash ∖ textbackslash ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨
  bigwedge ⋀ bigvee ⋁ top ⊤ bot ⊥ perp ⊥ vdash ⊢ models ⊨ vDash ⊨ parallel ∥ to → rightarrow → longrightarrow ⟶
  leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Longrightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔
  mapsto ↦ uparrow ↑ downarrow ↓ hookrightarrow ↪ rightsquigarrow ⇝ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ coprod ∐ int ∫
  oint ∮ surd √ prime ′ angle ∠ degree ° textdegree ° ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … textellipsis … lceil ⌈
  rceil ⌉ lfloor ⌊ rfloor ⌋ langle ⟨ rangle ⟩ lbrace { rbrace } vert | lvert | rvert | Vert ‖ lVert ‖ rVert ‖ mid | colon :
  square □ Box □ Diamond ◇ diamond ⋄ triangle △ blacksquare ■ checkmark ✓ natural ♮ flat ♭ sharp ♯ clubsuit ♣ heartsuit ♥
  textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ” guillemotleft « guillemotright » textendash –
  textemdash — endash – emdash — textgreater > textless < textbar | textunderscore _ textasciitilde ~ textasciicircum ^
  textbraceleft { textbraceright } textregistered ® textcopyright © copyright © texttrademark ™ textperiodcentered ·
  textmultiply × texttimes × textpm ± S § P ¶ pounds £ textsterling £ euro € texteuro € EUR €`);

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

/** Accents of maths; above more than one letter they say nothing that words have. */
export const MATHS_ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    grave: '\u0300',
    acute: '\u0301',
    hat: '\u0302',
    widehat: '\u0302',
    tilde: '\u0303',
    widetilde: '\u0303',
    bar: '\u0304',
    overline: '\u0305',
    breve: '\u0306',
    dot: '\u0307',
    ddot: '\u0308',
    mathring: '\u030a',
    check: '\u030c',
    vec: '\u20d7',
    overrightarrow: '\u20d7',
    underline: '\u0332',
  }),
);

const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Fonts, sizes and layout: what they are said of stays. */
export const LOOKS = setOf(`
  emph em textbf bf bfseries textit it itshape textsl sl slshape textsc sc scshape texttt tt ttfamily textrm rm rmfamily
  textsf sf sffamily textup textmd textnormal textlf text mbox hbox fbox makebox underline uline uppercase lowercase footnote footnotemark
  thanks mathcal cal mathbf mathrm mathsf mathit mathfrak frak mathtt mathscr mathnormal mathop mathbin mathrel boldsymbol
  bm pmb operatorname ensuremath protect smash phantom small large Large LARGE huge Huge tiny scriptsize footnotesize
  normalsize centering raggedright displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag
  left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle mathord overbrace underbrace url path nolinkurl
  enquote textquote tup textsuperscript textsubscript unskip ignorespaces nobreak xspace allowbreak relax`);

/** Layout that parts what stands beside it. */
export const GAPS = setOf(
  'quad qquad par newline linebreak item noindent indent space enspace thinspace medskip bigskip smallskip hfill break',
);

/** What takes an argument that is no text. */
export const SILENT =
  /^(?:cite[a-zA-Z]*|nocite|parencite|textcite|autocite|[a-zA-Z]{0,4}ref|label|begin|end|vspace|hspace|color|pagestyle|bibliography|bibliographystyle|footnotetext|input|include|usepackage)$/;
/** What takes such an argument and then a text. */
export const SILENT_FIRST = setOf('href textcolor colorbox parbox raisebox fontsize selectfont texorpdfstring');

/** The letter of blackboard bold. */
export function doubleStruck(letter: string): string {
  const exceptions: Readonly<Record<string, string>> = {
    C: 'ℂ',
    H: 'ℍ',
    N: 'ℕ',
    P: 'ℙ',
    Q: 'ℚ',
    R: 'ℝ',
    Z: 'ℤ',
    1: '𝟙',
  };
  const exception = exceptions[letter];
  if (exception !== undefined) return exception;
  if (/^[A-Z]$/.test(letter)) return String.fromCodePoint(0x1d538 + letter.charCodeAt(0) - 65);
  if (/^[a-z]$/.test(letter)) return String.fromCodePoint(0x1d552 + letter.charCodeAt(0) - 97);
  return letter;
}
