// "Cite": BibTeX and RIS of a work, as the service writes them.
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { api } from '../api.js';
import { writeFilters } from '../search/filters.js';
import { fileNameOf } from './citation-file.js';
import { CopyButton } from './copy-button.js';
import { Dialog } from './dialog.js';
import { plainText } from './rich-runs.js';
import { saveFile } from './save-file.js';
import { Failed } from './states.js';

const FORMATS = [
  { format: 'bibtex', name: 'BibTeX', extension: 'bib', type: 'application/x-bibtex' },
  { format: 'ris', name: 'RIS', extension: 'ris', type: 'application/x-research-info-systems' },
] as const;
type Format = (typeof FORMATS)[number];

interface Citable {
  readonly id?: string | undefined;
  readonly display_name?: string | null | undefined;
}

interface CiteProps {
  readonly work: Citable;
  /** Whether the button stands among others that look like links. */
  readonly plain?: boolean;
}

export function Cite({ work: { id, display_name }, plain = false }: CiteProps) {
  const [open, setOpen] = useState(false);
  if (id === undefined) return null;
  const title = plainText(display_name ?? '') || 'Untitled';
  return (
    <>
      <button
        type="button"
        className={plain ? 'button plain' : 'button'}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Cite<span className="unseen">: {title}</span>
      </button>
      {open && (
        <Dialog title="Cite this work" close={() => setOpen(false)}>
          <p className="quiet cite-title" dir="auto">
            {title}
          </p>
          {FORMATS.map((format) => (
            <Citation key={format.format} id={id} format={format} />
          ))}
        </Dialog>
      )}
    </>
  );
}

function useCitation(id: string, format: Format) {
  return useQuery({
    queryKey: ['citation', id, format.format],
    queryFn: async ({ signal }) => {
      const filter = writeFilters({ values: { id: [id] }, years: undefined });
      const response = await api.raw('searchWorks', { filter, format: format.format }, { signal });
      return (await response.text()).trim();
    },
  });
}

function Citation({ id, format }: { readonly id: string; readonly format: Format }) {
  const { data, error, refetch } = useCitation(id, format);
  const field = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  return (
    <section className="citation stack" aria-labelledby={label} aria-busy={!data && !error}>
      <h3 id={label}>{format.name}</h3>
      {error ? (
        <Failed error={error} retry={refetch} />
      ) : (
        // while it loads, the place that it will have
        <textarea
          ref={field}
          readOnly
          rows={8}
          value={data ?? 'Loading …'}
          aria-labelledby={label}
          spellCheck={false}
        />
      )}
      {data === '' && <p className="note warning">The service has no such work any more.</p>}
      {data && (
        <div className="row">
          <CopyButton text={data} what={format.name} field={field} />
          <button
            type="button"
            className="button"
            onClick={() => download(data, fileNameOf(id, format.extension), format.type)}
          >
            Download<span className="unseen"> {format.name}</span>
          </button>
        </div>
      )}
    </section>
  );
}

function download(text: string, name: string, type: string): void {
  saveFile(new Blob([`${text}\n`], { type: `${type};charset=utf-8` }), name);
}
