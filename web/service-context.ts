// Which service the parts of a page ask: the one that serves the page, or the one that a page of another site embeds.
import { createContext, useContext } from 'react';
import type { Client } from '../src/client/index.js';

export const ServiceContext = createContext<Client | undefined>(undefined);

export function useService(): Client {
  const service = useContext(ServiceContext);
  if (!service) throw new Error('nothing says which service to ask: put a ServiceContext around');
  return service;
}
