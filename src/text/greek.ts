// Greek letters that stand for themselves, by their English names.

const LETTERS = [...'αβγδεζηθικλμνξοπρςστυφχψω'];
const NAMES =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega';
const NAME_OF = new Map(NAMES.split(' ').map((name, i) => [LETTERS[i] as string, name]));

const GREEK = /[α-ω]/;
/** A letter without a Greek one beside it; the micro of `μm` is a sign. */
const ALONE = /(?<![α-ω])(?!μ[a-z])[α-ω](?![α-ω])/g;

/**
 * A folded word with each Greek letter that is alone by its name, so that who types `alpha` finds `α`, and the reverse:
 * `α` → `alpha`, `tgfβ1` → `tgfbeta1`. Greek words stay as they are.
 */
export function named(folded: string): string {
  return GREEK.test(folded) ? folded.replace(ALONE, (letter) => NAME_OF.get(letter) ?? letter) : folded;
}
