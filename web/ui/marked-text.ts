// The API's `highlight`, HTML with `<mark>` only, as pieces of plain text; pure. Markup never becomes elements.

export interface Piece {
  readonly text: string;
  /** `words`: a word of the query; `meaning`: the nearest sentence. */
  readonly mark?: 'words' | 'meaning';
}

const TAG = /<mark( class="meaning")?>|<\/mark>/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

export function piecesOf(html: string): Piece[] {
  const pieces: Piece[] = [];
  let mark: Piece['mark'];
  let from = 0;
  const add = (to: number) => {
    const text = html.slice(from, to).replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
    if (text !== '') pieces.push(mark ? { text, mark } : { text });
  };
  for (const tag of html.matchAll(TAG)) {
    add(tag.index);
    from = tag.index + tag[0].length;
    if (tag[0] === '</mark>') mark = undefined;
    else mark = tag[1] ? 'meaning' : 'words';
  }
  add(html.length);
  return pieces;
}
