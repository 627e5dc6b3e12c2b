// The pages of a list of records, one after the other, as OAI-PMH hands them out.
import { describeOaiError, NO_RECORDS } from '../importers/oai-pmh.js';
import { XmlSplitter } from '../importers/split-xml.js';
import { parseElement, textOf, type XmlElement } from '../importers/xml-element.js';
import { rootOf } from '../importers/xml-root.js';
import { addressOf, type OaiRequest } from './oai-request.js';
import { HarvestError, type Manners, PoliteFetch } from './polite-fetch.js';

export interface OaiPage {
  readonly address: string;
  readonly body: Buffer;
  /** Of the page behind this one; undefined: it is the last. */
  readonly token: string | undefined;
  /** How many records the whole list has, if the repository says so. */
  readonly total: number | undefined;
  /** When the repository answered, by its own clock. */
  readonly answered: string | undefined;
}

/** The repository does not know the token any more. */
export class TokenExpiredError extends HarvestError {
  override name = 'TokenExpiredError';
}

/** Damage that shows in the answer as a whole; of damaged records the importer says what they are. */
function faultOf(body: Buffer): string | undefined {
  const root = rootOf(body.toString('utf8', 0, 64 * 1024));
  if (root !== 'OAI-PMH') {
    const kind = root === undefined ? 'no XML' : root.toLowerCase() === 'html' ? 'a page of HTML' : `<${root}>`;
    return `the answer is ${kind}, and no OAI-PMH`;
  }
  return isWhole(body.toString('utf8', Math.max(0, body.length - 4096))) ? undefined : 'the answer ends in the middle';
}

/** Whether the last element is closed, and nothing follows but comments. */
export function isWhole(tail: string): boolean {
  const [, rest] = /<\/(?:[\w.-]+:)?OAI-PMH\s*>(?![\s\S]*<\/(?:[\w.-]+:)?OAI-PMH\s*>)([\s\S]*)$/.exec(tail) ?? [];
  const [before, ...comments] = rest?.split('<!--') ?? ['it is cut'];
  return (
    before?.trim() === '' &&
    comments.every((one) => one.split('-->', 3).slice(1).join('>').trim() === '' && one.includes('-->'))
  );
}

/** The elements of a page that are not records; what is damaged is left out. */
function signsOf(body: Buffer): XmlElement[] {
  const splitter = new XmlSplitter(['record', 'error', 'resumptionToken', 'responseDate'], ['OAI-PMH', 'ListRecords']);
  return [...splitter.push(body.toString('utf8')), ...splitter.end()].flatMap((piece) => {
    if (piece.kind !== 'record' || piece.name === 'record') return [];
    try {
      return [parseElement(piece.text)];
    } catch {
      return [];
    }
  });
}

const HINTS: Readonly<Record<string, string>> = {
  cannotDisseminateFormat: 'ask for another one with --prefix; every repository has oai_dc',
  noSetHierarchy: 'leave --set out',
  badArgument: 'its sets, and the days it knows, are named in its answers to verb=ListSets and verb=Identify',
};

/** @throws HarvestError for errors of the protocol; no records are none */
function checkErrors(signs: readonly XmlElement[], address: string): void {
  for (const error of signs.filter(({ name }) => name === 'error')) {
    const { code = '' } = error.attributes;
    if (code === NO_RECORDS) continue;
    const hint = HINTS[code] === undefined ? '' : `; ${HINTS[code]}`;
    const message = `${address}: ${describeOaiError(error)}${hint}`;
    throw code === 'badResumptionToken' ? new TokenExpiredError(message) : new HarvestError(message);
  }
}

function pageOf(address: string, body: Buffer): OaiPage {
  const signs = signsOf(body);
  checkErrors(signs, address);
  const last = signs.findLast(({ name }) => name === 'resumptionToken');
  const total = Number(last?.attributes.completeListSize ?? Number.NaN);
  const answered = signs.find(({ name }) => name === 'responseDate');
  return {
    address,
    body,
    token: textOf(last)?.trim() || undefined,
    total: Number.isSafeInteger(total) ? total : undefined,
    answered: textOf(answered)?.trim(),
  };
}

/**
 * The pages of a list, each asked for when the one before has been dealt with.
 * @param token of the page to begin with; undefined: the first
 * @throws HarvestError if a page cannot be had, the repository answers with an error, or hands out the same page again
 */
export async function* oaiPages(request: OaiRequest, manners: Manners, token?: string): AsyncGenerator<OaiPage> {
  const server = new PoliteFetch(manners);
  const seen = new Set<string>();
  let next = token;
  do {
    if (next !== undefined) seen.add(next);
    const address = addressOf(request, next);
    const page = pageOf(address, await server.get(address, faultOf));
    yield page;
    next = page.token;
    if (next !== undefined && seen.has(next)) {
      throw new HarvestError(`${address}: the repository hands out the page ${next} again, and would go on for ever`);
    }
  } while (next !== undefined);
}
