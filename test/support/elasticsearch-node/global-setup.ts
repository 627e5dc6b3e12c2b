// Jest calls this before a run.
import { openRun } from './shared.js';

export default openRun;
