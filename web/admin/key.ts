// The key that somebody has typed: in memory, and in the tab's own storage if they want it kept there; never in an address.

const PLACE = 'ideascope-key';

export interface KeyStore {
  /** undefined: there is none. */
  read(): string | undefined;
  /** @param keep whether it outlives a reload, until the tab is closed */
  remember(key: string, keep: boolean): void;
  forget(): void;
}

/** What is used of the browser's. */
interface TabStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** @param storage gives the tab's storage; it may throw where storage is forbidden, and then nothing is kept */
export function keyStore(storage: () => TabStorage): KeyStore {
  let key: string | undefined;
  const quietly = <T>(use: (storage: TabStorage) => T): T | undefined => {
    try {
      return use(storage());
    } catch {
      return undefined;
    }
  };
  return {
    read: () => {
      key ??= quietly((tab) => tab.getItem(PLACE)) ?? undefined;
      return key;
    },
    remember: (given, keep) => {
      key = given;
      quietly((tab) => (keep ? tab.setItem(PLACE, given) : tab.removeItem(PLACE)));
    },
    forget: () => {
      key = undefined;
      quietly((tab) => tab.removeItem(PLACE));
    },
  };
}

/** What a key cannot be, in words; undefined: it may be one. Keys are what a header can carry: ASCII without blanks. */
export function faultOf(key: string): string | undefined {
  if (key === '') return 'Type a key first.';
  if (/\s/.test(key)) return 'A key has no blanks: was more copied than the key?';
  return /^[\x21-\x7e]+$/.test(key) ? undefined : 'A key has Latin letters without accents, digits and signs only.';
}
