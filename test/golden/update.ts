// npm run golden: writes the request bodies as they are now, and says which ones changed.
import { committedTexts, currentTexts, removeText, writeText } from './files.js';

const before = committedTexts();
const now = currentTexts();
const say = (line: string) => void process.stdout.write(`${line}\n`);

let changes = 0;
for (const [name, text] of now) {
  const old = before.get(name);
  if (old === text) continue;
  changes += 1;
  writeText(name, text);
  say(`${old === undefined ? 'new' : 'changed'}: test/golden/elasticsearch/${name}.json`);
}
for (const name of before.keys()) {
  if (now.has(name)) continue;
  changes += 1;
  removeText(name);
  say(`removed: test/golden/elasticsearch/${name}.json`);
}
say(
  changes === 0
    ? `all ${now.size} request bodies are as committed`
    : 'git diff test/golden shows what is asked differently',
);
