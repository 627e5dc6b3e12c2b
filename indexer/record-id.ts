// Under which ids new records may stand: of people, and of works.
import { parseId } from '../src/domain/ids.js';
import { IdeascopeError } from '../src/errors.js';

/** As imports have it. */
const LONGEST = 512;
/** Control characters and halves of surrogate pairs: no address could name the record. */
const UNWRITABLE = /[\p{Cc}\p{Cs}]/u;

/**
 * Another kind of id would name a work, an institution or, as an ORCID, no record: whoever follows it would be led astray.
 * @param id in stored form
 * @throws IdeascopeError invalid_parameter
 */
export function requireNewId(id: string): void {
  const { scheme, value } = parseId(id);
  const fits = scheme === 'own' ? value !== '' && !UNWRITABLE.test(value) : scheme === 'openalex' && value[0] === 'A';
  if (fits && id.length <= LONGEST) return;
  const right =
    'the id of an author, or for a new record an OpenAlex id (A5023888391) or an id of your own (author:j-doe)';
  throw new IdeascopeError('invalid_parameter', `to must be ${right}`, 'to');
}

/** What a path cannot have as a part: programs that send it resolve them. */
const RESOLVED = ['.', '..'];

/**
 * The same of a work that is written under an id.
 * @param id in stored form
 * @throws IdeascopeError invalid_parameter
 */
export function requireWorkId(id: string): void {
  const { scheme, value } = parseId(id);
  const isOwn = scheme === 'own' && value !== '' && !UNWRITABLE.test(value) && !RESOLVED.includes(value);
  const fits = isOwn || scheme === 'doi' || scheme === 'arxiv' || (scheme === 'openalex' && value[0] === 'W');
  if (fits && id.length <= LONGEST) return;
  const right = `the id of a work: one of your own, an OpenAlex id (W2741809807), a DOI or an arXiv id, of at most ${LONGEST} characters`;
  throw new IdeascopeError('invalid_parameter', `id must be ${right}`, 'id');
}
