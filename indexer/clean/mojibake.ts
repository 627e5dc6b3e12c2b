// UTF-8 that was read as Windows-1252: `Ã©` → `é`, `â€™` → `’`, where it can be nothing else.

/** Windows-1252 from 0x80 to 0x9f (WHATWG Encoding, index windows-1252); what it lacks is the control of that number. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTES = new Map([...HIGH].map((character, i) => [character, 0x80 + i]));
const BEHIND = `[\\u0080-\\u00bf${HIGH.replace(/[\u0080-\u009f]/g, '')}]`;
const SEQUENCE = new RegExp(
  `[\\u00c2-\\u00df]${BEHIND}|[\\u00e0-\\u00ef]${BEHIND}{2}|[\\u00f0-\\u00f4]${BEHIND}{3}`,
  'g',
);
/** What also stands behind a letter: quotes, dashes, a blank. */
const USUAL = /[\u00a0«»‘’“”•–—…‹›]/;
const CAPITAL = /\p{Lu}/u;
const CONTROL = /[\u0080-\u009f]/g;

/** The text as it was before it was misread; as it is where a sequence may be meant. Also of what was misread twice. */
export function withoutMojibake(text: string): string {
  if (!/[\u0080-\u009f\u00c2-\u00f4]/.test(text)) return text;
  let read = text;
  for (let round = 0; round < 2; round++) {
    const before = read;
    const misread = hasSure(before);
    read = before.replace(SEQUENCE, (sequence, at: number) => {
      const sure = isSure(sequence, before[at - 1] ?? '');
      return sure || misread ? (decoded(sequence) ?? sequence) : sequence;
    });
    if (read === before) break;
  }
  return read.replace(CONTROL, (control) => {
    const character = HIGH[control.charCodeAt(0) - 0x80] ?? '';
    return character === control ? '' : character;
  });
}

function hasSure(text: string): boolean {
  for (const { 0: sequence, index } of text.matchAll(SEQUENCE)) {
    if (isSure(sequence, text[index - 1] ?? '') && decoded(sequence) !== undefined) return true;
  }
  return false;
}

/** Whether nobody writes so: `NÃO“` may end a quotation of capitals, `cÃ³` is no word. */
function isSure(sequence: string, before: string): boolean {
  const lead = sequence[0] as string;
  if (sequence.length === 2) {
    if (lead === 'Ã' || lead === 'Â') return !CAPITAL.test(before) || !USUAL.test(sequence[1] as string);
    return /[ÄÅÎÏÐÑ]/.test(lead) && !USUAL.test(sequence[1] as string);
  }
  if (lead === 'â') return true;
  return lead === 'ï' ? sequence.startsWith('ï¬') || sequence === 'ï»¿' : sequence.length === 4;
}

const byteOf = (character: string) => BYTES.get(character) ?? character.charCodeAt(0);

/** The character whose bytes these are; undefined if there is none that texts have. */
function decoded(sequence: string): string | undefined {
  const [lead = 0, ...rest] = [...sequence].map(byteOf);
  let point = lead & (0xff >> (sequence.length + 1));
  for (const byte of rest) point = (point << 6) | (byte & 0x3f);
  if (sequence.length === 2) return point >= 0xa0 ? String.fromCodePoint(point) : undefined;
  if (sequence.length === 4) return point >= 0x1d400 && point <= 0x1faff ? String.fromCodePoint(point) : undefined;
  const usual = (point >= 0x1e00 && point <= 0x2bff) || (point >= 0x3000 && point < 0xa000);
  const known = usual || (point >= 0xfb00 && point <= 0xfb06) || point === 0xfeff;
  return known ? String.fromCodePoint(point) : undefined;
}
