// The plain shape as an importer among others.
import { describeImporter } from '../../../support/describe-importer.js';

describeImporter({ format: 'jsonl', pieces: ['{', '}', '[', ']', '"', ',', '\n', '\\', '{"id":"x","title":"y"}\n'] });
