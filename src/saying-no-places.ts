// What a model says of itself to everybody: without the folders and addresses of this machine, which are for its log.

interface Handle<S> {
  state(): S;
  settled(): Promise<S>;
  close(): Promise<void>;
}

/** The same model; in its messages folders are called by their settings, and addresses are left out. */
export function sayingNoPlaces<S extends object>(
  handle: Handle<S>,
  { modelDir, dataDir }: { readonly modelDir: string; readonly dataDir: string },
): Handle<S> {
  const hide = (text: string) =>
    text
      .replaceAll(modelDir, 'MODEL_DIR')
      .replaceAll(dataDir, 'DATA_DIR')
      .replace(/\bhttps?:\/\/[^\s,;)]+/g, 'an address');
  const told = (state: S): S =>
    'message' in state && typeof state.message === 'string' ? { ...state, message: hide(state.message) } : state;
  return {
    state: () => told(handle.state()),
    settled: async () => told(await handle.settled()),
    close: () => handle.close(),
  };
}
