// Under which id a new record of a person may stand.
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
