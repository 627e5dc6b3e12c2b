// The packages of the peers, which no other command needs.
import { PackagesApart } from '../packages-apart.js';

const PEERS = new PackagesApart('peers');

/** Installs what bench/peers/package-lock.json names into an ignored folder. */
export const installPackages = (): Promise<void> => PEERS.install();

/** By name; the servers, which do not come from the registry of npm, among them. */
export async function peerVersions(): Promise<Readonly<Record<string, string>>> {
  return { ...(await PEERS.versions()), elasticsearch: '9.5.3', postgresql: '16.14' };
}

/** Whether they are there. */
export const packagesInstalled = (): boolean => PEERS.installed;

/** A module of an installed package; its shape is the caller's word, as the compiler does not see the package. */
export const loadPackage = <T>(name: string): Promise<T> => PEERS.load<T>(name);
