// Identifiers: OpenAlex, DOI, arXiv, ORCID, ROR, ISSN and our users' own, parsed, normalised and printed in one place.

export type IdScheme = 'openalex' | 'doi' | 'arxiv' | 'orcid' | 'ror' | 'issn' | 'own';

export interface ParsedId {
  readonly scheme: IdScheme;
  /** The bare, normalised value: `W2741809807`, `10.1145/3394486.3406703`, `1910.02054`, … */
  readonly value: string;
}

interface Scheme {
  readonly name: Exclude<IdScheme, 'own'>;
  /** Ways of writing it that carry the scheme; group 1 is the value. */
  readonly tagged: readonly RegExp[];
  /** A value that is recognisable without its scheme. */
  readonly bare?: RegExp;
  readonly normalise: (value: string) => string;
  readonly print: (value: string) => string;
}

const DOI = '(10\\.\\d{4,9}/\\S+)';
// Identifiers since 2007 are YYMM.number, before that archive/YYMMNNN (arxiv.org/help/arxiv_identifier).
const ARXIV = '((?:\\d{4}\\.\\d{4,5})|(?:[a-z-]+(?:\\.[a-z]{2})?/\\d{7}))(?:v\\d+)?';
const ORCID = '(\\d{4}-\\d{4}-\\d{4}-\\d{3}[\\dx])';
const ISSN = '(\\d{4}-\\d{3}[\\dx])';
const OPENALEX = '([WAISTCKPF]\\d{2,})';

const lower = (value: string) => value.toLowerCase();
const upper = (value: string) => value.toUpperCase();

const SCHEMES: readonly Scheme[] = [
  {
    name: 'openalex',
    tagged: [
      new RegExp(`^(?:https?://)?(?:api\\.)?openalex\\.org/(?:[a-z]+/)?${OPENALEX}$`, 'i'),
      new RegExp(`^openalex:${OPENALEX}$`, 'i'),
    ],
    // a short one is more likely somebody's own numbering
    bare: /^([WAISTCKPF]\d{5,})$/i,
    normalise: upper,
    print: (value) => `https://openalex.org/${value}`,
  },
  {
    name: 'doi',
    tagged: [new RegExp(`^(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/${DOI}$`, 'i'), new RegExp(`^doi:\\s*${DOI}$`, 'i')],
    bare: new RegExp(`^${DOI}$`),
    normalise: lower,
    print: (value) => `https://doi.org/${value}`,
  },
  {
    name: 'arxiv',
    tagged: [
      new RegExp(`^(?:https?://)?(?:www\\.)?arxiv\\.org/(?:abs|pdf)/${ARXIV}(?:\\.pdf)?$`, 'i'),
      new RegExp(`^arxiv:\\s*${ARXIV}$`, 'i'),
    ],
    bare: /^(\d{4}\.\d{4,5})(?:v\d+)?$/,
    normalise: lower,
    print: (value) => `arxiv:${value}`,
  },
  {
    name: 'orcid',
    tagged: [new RegExp(`^(?:https?://)?orcid\\.org/${ORCID}$`, 'i'), new RegExp(`^orcid:${ORCID}$`, 'i')],
    bare: new RegExp(`^${ORCID}$`, 'i'),
    normalise: upper,
    print: (value) => `https://orcid.org/${value}`,
  },
  {
    name: 'ror',
    tagged: [/^(?:https?:\/\/)?ror\.org\/(0[a-z0-9]{8})$/i, /^ror:(0[a-z0-9]{8})$/i],
    normalise: lower,
    print: (value) => `https://ror.org/${value}`,
  },
  {
    name: 'issn',
    // ISO 3297; a bare one may be a range of years
    tagged: [
      new RegExp(`^(?:https?://)?portal\\.issn\\.org/resource/ISSN/${ISSN}$`, 'i'),
      new RegExp(`^issn:\\s*${ISSN}$`, 'i'),
    ],
    normalise: upper,
    print: (value) => `issn:${value}`,
  },
];

/** Recognises an identifier in any common way of writing it; what is not recognised is an id of the user's own. */
export function parseId(text: string): ParsedId {
  const trimmed = text.trim();
  for (const scheme of SCHEMES) {
    const patterns = scheme.bare ? [...scheme.tagged, scheme.bare] : scheme.tagged;
    for (const pattern of patterns) {
      const value = pattern.exec(trimmed)?.[1];
      if (value !== undefined) return { scheme: scheme.name, value: scheme.normalise(value) };
    }
  }
  return { scheme: 'own', value: trimmed };
}

/** The one form in which an id is stored and answered; own ids are kept as given. `printId(parseId(x))` is idempotent. */
export function printId(id: ParsedId): string {
  return SCHEMES.find((scheme) => scheme.name === id.scheme)?.print(id.value) ?? id.value;
}

/** Any written form → the stored form. */
export function canonicalId(text: string): string {
  return printId(parseId(text));
}

const DOI_OF_ARXIV = 'https://doi.org/10.48550/arxiv.';

/**
 * The other id of the same work, of an id in stored form: arXiv registers a DOI for each of its works
 * (https://info.arxiv.org/help/doi.html), and many records name one of the two only.
 */
export function twinOf(id: string): string | undefined {
  if (id.startsWith('arxiv:')) return DOI_OF_ARXIV + id.slice('arxiv:'.length);
  return id.startsWith(DOI_OF_ARXIV) ? `arxiv:${id.slice(DOI_OF_ARXIV.length).replace(/v\d+$/, '')}` : undefined;
}

/** The stored form of an id of one scheme, or undefined when the text is not such an id (`doi: "n/a"`). */
export function canonicalIdOf(scheme: Exclude<IdScheme, 'own'>, text: string): string | undefined {
  const direct = parseId(text);
  if (direct.scheme === scheme) return printId(direct);
  const tagged = parseId(`${scheme}:${text.trim()}`);
  return tagged.scheme === scheme ? printId(tagged) : undefined;
}

/** A bare ISSN as it is compared, `1234-567X`, of any common way of writing it; what is none stays as it is. */
export function bareIssn(text: string): string {
  // nearly all are written so
  if (/^\d{4}-\d{3}[\dX]$/.test(text)) return text;
  const id = canonicalIdOf('issn', text);
  return id === undefined ? text : parseId(id).value;
}

/** The linking ISSN of a source as it is compared. */
export function issnOf(source: { readonly issn_l?: string | undefined } | undefined): string | undefined {
  return source?.issn_l === undefined ? undefined : bareIssn(source.issn_l);
}

/** An own id for a thing that came with a name only: `institution:stanford-university`. */
export function idFromName(kind: 'author' | 'institution' | 'source' | 'topic' | 'keyword', name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${kind}:${slug}`;
}
