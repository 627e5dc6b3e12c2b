// What an embedding model reads of a work.
import { type Work, writtenText } from '../domain/work.js';
import { mayHaveTex, withoutTex } from './tex.js';

/**
 * Title, line break, abstract, each with single blanks, and with TeX as the Unicode that it stands for (`withoutTex`):
 * what a model knows of `\\alpha` are pieces of a command.
 */
export function embeddingText(work: Pick<Work, 'display_name' | 'abstract'>): string {
  const { display_name, abstract = '' } = work;
  if (!mayHaveTex(display_name) && !mayHaveTex(abstract)) return writtenText(work);
  return writtenText({ display_name: withoutTex(display_name), abstract: withoutTex(abstract) });
}
