// Jest calls this before a run. It starts nothing: most runs need neither a node nor a service.
import { openRun } from './elasticsearch-node/shared.js';
import { keepInMemory } from './temporary-memory.js';

export default function openShared(): void {
  openRun();
  keepInMemory();
}
