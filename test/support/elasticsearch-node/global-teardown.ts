// Jest calls this after a run.
import { closeRun } from './shared.js';

export default closeRun;
