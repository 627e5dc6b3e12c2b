// A reference to a work, to copy: BibTeX and RIS.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../api.js';
import { Failed } from './states.js';

interface CiteProps {
  readonly work: { readonly id: string; readonly display_name: string };
}

const FORMATS = { bibtex: 'BibTeX', ris: 'RIS' } as const;
type Format = keyof typeof FORMATS;

export function Cite({ work }: CiteProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);
  const open = () => {
    setOpened(true);
    dialog.current?.showModal();
  };
  return (
    <>
      <button type="button" className="button plain" aria-haspopup="dialog" onClick={open}>
        Cite<span className="unseen">{`: ${work.display_name}`}</span>
      </button>
      <dialog ref={dialog} className="card" aria-label={`Cite ${work.display_name}`} onClose={() => setOpened(false)}>
        {opened && (
          <div className="stack">
            <Reference id={work.id} format="bibtex" />
            <Reference id={work.id} format="ris" />
            <button type="button" className="button" onClick={() => dialog.current?.close()}>
              Close
            </button>
          </div>
        )}
      </dialog>
    </>
  );
}

function Reference({ id, format }: { readonly id: string; readonly format: Format }) {
  const [copied, setCopied] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['reference', id, format],
    queryFn: async ({ signal }) => {
      const filter = `id:"${id.replaceAll('"', '""')}"`;
      return (await api.raw('searchWorks', { filter, format }, { signal })).text();
    },
  });
  if (error) return <Failed error={error} retry={refetch} />;
  const copy = async () => {
    await navigator.clipboard.writeText(data ?? '');
    setCopied(true);
  };
  return (
    <section className="stack" aria-label={FORMATS[format]}>
      <h2>{FORMATS[format]}</h2>
      <pre className="reference">{data ?? '…'}</pre>
      <button type="button" className="button" onClick={copy} disabled={data === undefined}>
        {copied ? 'Copied' : `Copy ${FORMATS[format]}`}
      </button>
    </section>
  );
}
