// Jest calls this after a run: what test files shared ends with it.
import { closeDemoService } from './demo-service.js';
import { closeRun } from './elasticsearch-node/shared.js';
import { releaseMemory } from './temporary-memory.js';

export default async function closeShared(): Promise<void> {
  await Promise.all([closeRun(), closeDemoService()]);
  releaseMemory();
}
