// One XML element as a small tree, and how importers look into it.
import sax from 'sax';

export interface XmlElement {
  /** Without the prefix of its namespace. */
  readonly name: string;
  /** By their names as written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
}

/** No format nests as deep as this. */
const DEEPEST = 100;

/**
 * Faults that leave no doubt about what is meant: the sign stands for itself. Unencoded ampersands and angle brackets
 * are found in the texts of every large source.
 */
const HARMLESS = /^(?:Invalid character entity|Invalid character in entity name|Unencoded <)/;

/** `dc:title` → `title` */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/**
 * The one element that a text holds. The entities of HTML 4 are known besides those of XML: DBLP and PubMed use them.
 * @param line on which it begins in its file, from 1
 * @throws Error in words for damage, with its line in the file
 */
export function parseElement(text: string, line = 1): XmlElement {
  const parser = sax.parser(true, { position: true });
  const root = { name: '', attributes: {}, children: [] as (XmlElement | string)[] };
  const open = [root];
  parser.onerror = (error) => {
    const [what = ''] = error.message.split('\n', 1);
    if (!HARMLESS.test(what)) throw new Error(`line ${line + parser.line}: damaged XML: ${what.replace(/\.$/, '')}`);
    // the parser stops at an error that is not taken away; its types do not know that
    (parser as { error: Error | null }).error = null;
  };
  parser.onopentag = ({ name, attributes }) => {
    if (open.length > DEEPEST) throw new Error(`line ${line}: elements lie more than ${DEEPEST} deep`);
    const element = { name: localName(name), attributes: attributes as Record<string, string>, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  parser.onclosetag = () => void open.pop();
  const addText = (piece: string) => void open.at(-1)?.children.push(piece);
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.write(text).close();
  const [element] = root.children.filter((child) => typeof child !== 'string');
  if (element === undefined) throw new Error('damaged XML: no element');
  return element;
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (const child of element?.children ?? []) if (typeof child !== 'string' && child.name === name) found.push(child);
  return found;
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** The texts of an element and of all within it, as they follow one another; undefined without an element. */
export function textOf(element: XmlElement): string;
export function textOf(element: XmlElement | undefined): string | undefined;
export function textOf(element: XmlElement | undefined): string | undefined {
  return element?.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** The text of the first child of that name; undefined if there is none or it is blank. */
export function textIn(element: XmlElement | undefined, name: string): string | undefined {
  const text = textOf(childOf(element, name))?.trim();
  return text === '' ? undefined : text;
}
