// What sources say of works as such, told by keywords: they can be searched for, and filtered by.
import { idFromName } from '../../src/domain/ids.js';
import type { PlainRef } from '../plain-work.js';

const mark = (name: string): PlainRef => ({ id: idFromName('keyword', name), name });

/** The publisher has taken the work back. */
export const RETRACTED = mark('Retracted');
/** Its authors have taken the preprint back. */
export const WITHDRAWN = mark('Withdrawn');
