// A process that ends while its workers compute; arguments: model folder, model name.
import { createTransformersEmbedder } from '../../../src/embedding/transformers.js';
import { createLogger } from '../../../src/logger.js';

const EXIT_CODE = 7;
const [modelDir = '', name = ''] = process.argv.slice(2);
const embedder = await createTransformersEmbedder({ modelDir, name, threads: 2, logger: createLogger('silent') });
const texts = Array.from({ length: 100 }, (_, i) => `${'word '.repeat(200)} ${i}`);
setTimeout(() => process.exit(EXIT_CODE), 50);
await embedder.embed(texts, 'document');
