// Raised and lowered characters, where Unicode has them (blocks "Superscripts and Subscripts" and "Phonetic Extensions").

const RAISED = tableOf(
  '0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ',
);
const LOWERED = tableOf('0123456789+-−=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ');

function tableOf(plain: string, shifted: string): ReadonlyMap<string, string> {
  const to = [...shifted];
  return new Map([...plain].map((character, i) => [character, to[i] as string]));
}

/** `2` → `²`, `-1` → `⁻¹`; undefined where a character has no raised form, or there is none. */
export function raised(text: string): string | undefined {
  return shifted(text, RAISED);
}

/** `2` → `₂`, `i` → `ᵢ`; undefined where a character has no lowered form, or there is none. */
export function lowered(text: string): string | undefined {
  return shifted(text, LOWERED);
}

function shifted(text: string, table: ReadonlyMap<string, string>): string | undefined {
  let result = '';
  for (const character of text) {
    const other = table.get(character);
    if (other === undefined) return undefined;
    result += other;
  }
  return result || undefined;
}
