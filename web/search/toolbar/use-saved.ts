// Fetches the file of a search whose text is too long for an address, and has the browser save it.
import { useEffect, useRef, useState } from 'react';
import { IdeascopeClientError } from '../../../src/client/index.js';
import { api } from '../../api.js';
import { saveFile } from '../../ui/save-file.js';
import type { worksParameters } from '../use-search.js';
import { type ExportFormat, fileNameOf } from './export-address.js';

export function useSaved() {
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string>();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const save = async (parameters: ReturnType<typeof worksParameters>, format: ExportFormat) => {
    const controller = new AbortController();
    leaving.current = controller;
    setSaving(true);
    setError(undefined);
    try {
      await fetchAndSave(parameters, format, controller.signal);
    } catch (reason) {
      if (!controller.signal.aborted) setError(messageOf(reason));
    } finally {
      setSaving(false);
    }
  };
  return { save, saving, error };
}

function messageOf(reason: unknown): string {
  return reason instanceof IdeascopeClientError && reason.status !== 0 ? reason.message : 'the service does not answer';
}

async function fetchAndSave(parameters: ReturnType<typeof worksParameters>, format: ExportFormat, signal: AbortSignal) {
  const response = await api.raw('searchWorksByText', { ...parameters, format }, { signal });
  const name = fileNameOf(response.headers.get('content-disposition'), format);
  saveFile(await response.blob(), name);
}
