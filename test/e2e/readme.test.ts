// The README's examples on the default engine.
import { describeReadme } from './readme-examples.js';

describeReadme('built-in engine');
