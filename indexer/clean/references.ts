// Character references: `&eacute;`, `&#8217;`, also where they were escaped once more.
import { decodeHTMLStrict } from 'entities';

const REFERENCE = /&(?:amp;)*(#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi;

/** The characters for their references; what names none stays. `&amp;lt;` is `<`: nobody writes about `&lt;`. */
export function withoutReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(REFERENCE, (written, name: string) => {
    const reference = `&${name};`;
    const character = decodeHTMLStrict(reference);
    return character === reference ? written : character;
  });
}
