// Names that nobody has, many of them alike: for tests of completion.
// biome-ignore format: a list of words
const GIVEN = ['Ada', 'Adam', 'Ådne', 'Bruno', 'Brunhild', 'Chiyo', 'Daniel', 'Daniela', 'Dorothea', 'Émile', 'Emil',
  'Farah', 'Jean-Luc', 'Jeanne', 'José', 'Josefine', 'Karl', 'Karla', 'Łucja', 'Lucian', 'Maximilian', 'O', 'Omer',
  'Ömer', 'Tie-Yan', 'Tieyan', 'Yoshiko', '美咲'];
// biome-ignore format: a list of words
const FAMILY = ['Aldersund', 'Almquist', 'Bergström', 'Bergstrom', 'Castellanos', 'Dąbrowski', 'Dombrowski', 'Faraday',
  'Ferrante', 'Hollingsworth', 'Lehtonen', "O'Halloran", 'Levy', 'Lévy', 'Lindqvist', 'Lindquist', 'Marchetti',
  'Nakagawa', 'Okonkwo', 'Papadopoulos', 'Strauß', 'Strausz', 'Tanabe', 'Tannenbaum', 'Vandenberghe', 'Weiß', 'Zhang'];
// biome-ignore format: a list of words
const OF_TOPICS = ['graph', 'graphs', 'neural', 'network', 'networks', 'learning', 'deep', 'language', 'processing',
  'natural', 'of', 'and', 'tides', 'tidal', 'power', 'forecasting', 'forecasts', 'COVID-19', 'GPT-4', 'β-diversity',
  'reinforcement', 'representation', 'representations', 'multi-agent', 'systems', 'naïve', 'Bayes'];

type Random = () => number;

const one = (random: Random, of: readonly string[]) => of[Math.floor(random() * of.length)] as string;

/** A person's name, now and then with a second family name. */
export function personName(random: Random): string {
  const second = random() < 0.1 ? ` ${one(random, FAMILY)}` : '';
  return `${one(random, GIVEN)} ${one(random, FAMILY)}${second}`;
}

/** The name of a topic, of one to five words. */
export function topicName(random: Random): string {
  return Array.from({ length: 1 + Math.floor(random() * 5) }, () => one(random, OF_TOPICS)).join(' ');
}

/** What somebody might type who looks for a name: some of its words or their beginnings, in some order, with typos. */
export function roughly(name: string, random: Random): string {
  const words = name.split(' ').filter(() => random() < 0.7);
  if (random() < 0.4) words.reverse();
  const typed = words.map((word, i) => {
    const shown =
      i === words.length - 1 || random() < 0.2 ? word.slice(0, 1 + Math.floor(random() * word.length)) : word;
    return spoilt(random() < 0.2 ? shown.normalize('NFD').replace(/\p{M}/gu, '') : shown, random);
  });
  return typed.join(random() < 0.1 ? ', ' : ' ');
}

function spoilt(word: string, random: Random): string {
  let spoilt = word;
  for (let typos = Math.floor(random() * 3.2); typos > 0; typos--) {
    const at = Math.floor(random() * spoilt.length);
    const [before, letter, after] = [spoilt.slice(0, at), spoilt[at] ?? '', spoilt.slice(at + 1)];
    const kinds = [before + letter + letter + after, before + after, `${before}x${after}`];
    spoilt = [...kinds, before + (after[0] ?? '') + letter + after.slice(1)][Math.floor(random() * 4)] as string;
  }
  return spoilt;
}
