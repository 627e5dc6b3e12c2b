// Every work of a search as a file.
import { type ExportName, exportFormat, type Writer } from '../../export/formats.js';
import type { Part, QuestionRequest } from '../../search/search-works.js';
import type { SemanticDeps } from '../../search/semantic-leg.js';
import { type Walk, walkWorks } from '../../search/walk-works.js';
import { Download } from '../download.js';
import { exportHeaders } from '../export-headers.js';

/** UTF-16 units of a piece, about; a work is never parted. */
const PIECE = 64 * 1024;

interface ExportRequest extends QuestionRequest {
  readonly format: ExportName;
  readonly select?: readonly string[] | undefined;
}

export async function exportWorks(deps: SemanticDeps, asked: ExportRequest, part?: Part): Promise<Download> {
  const format = exportFormat(asked.format);
  const walk = await walkWorks(deps, asked, part);
  const { mediaType, fileName } = format;
  return new Download({ mediaType, fileName, headers: exportHeaders(walk) }, pieces(format.writer(asked.select), walk));
}

/** The head comes with the first works: until they are there, a failure is still an answer. */
async function* pieces({ head, write }: Writer, { batches }: Walk): AsyncIterable<string> {
  let piece = head;
  for await (const works of batches) {
    for (const work of works) {
      piece += write(work);
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
