// Words of several parts are found, bound and excluded however they are written.
import { expect } from '@jest/globals';
import { type Check, idsOf, index, matchedIds, search, words } from '../support/engine-session.js';
import { byAuthor, makeWork, titled } from '../support/works.js';

const NAMES = titled({
  joined: 'On GPT2',
  hyphen: 'On GPT-2',
  blank: 'On GPT 2',
  other: 'GPT 3 in 2 parts',
  none: 'GPT',
});

export function checkCompounds(check: Check): void {
  checkMatches(check);
  checkConditions(check);
  checkScores(check);
}

function checkMatches(check: Check): void {
  check('a name is found in each of its spellings', async ({ engine }) => {
    await index(engine, NAMES);
    // as words of one work its parts need not be adjacent
    for (const spelling of ['GPT-2', 'gpt 2', 'GPT\u20112']) {
      expect(await matchedIds(engine, { text: words(spelling) })).toEqual(['blank', 'hyphen', 'joined', 'other']);
    }
    expect(await matchedIds(engine, { text: words('gpt2') })).toEqual(['blank', 'hyphen', 'joined']);
  });

  check('capitals part words, prefixes begin them', async ({ engine }) => {
    await index(
      engine,
      titled({ a: 'BatchNorm', b: 'Batch norm', c: 'norms of a batch', d: 'pre-trained', e: 'pretrained' }),
    );
    expect(await matchedIds(engine, { text: words('BatchNorm') })).toEqual(['a', 'b']);
    expect(await matchedIds(engine, { text: words('batch norms of nets and trees') })).toEqual(['a', 'b', 'c']);
    expect(await matchedIds(engine, { text: words('norm of the batch') })).toEqual(['a', 'b', 'c']);
    expect(await matchedIds(engine, { text: words('pre training') })).toEqual(['d', 'e']);
    expect(await matchedIds(engine, { text: words('pretraining') })).toEqual(['d', 'e']);
  });

  check('each term counts once, however it is written', async ({ engine }) => {
    await index(engine, titled({ a: 'pretraining graphs', b: 'pre-training graphs', c: 'pre-training pretraining' }));
    expect(await matchedIds(engine, { text: words('pre-training graphs') })).toEqual(['a', 'b']);
    // two of five terms
    expect(await matchedIds(engine, { text: words('pre-training graphs robots laws') })).toEqual(['a', 'b', 'c']);
    expect(await matchedIds(engine, { text: words('training robots laws of trees and rivers') })).toEqual([]);
  });

  check(
    'languages are words of their own, accents in TeX are letters, and its commands no words',
    async ({ engine }) => {
      await index(engine, titled({ a: 'Written in C++', b: 'C#', c: 'vitamin C', d: "\\emph{L\\'evy} flights" }));
      const found = async (search: string) => (await matchedIds(engine, { text: words(search) })).join('');
      expect(await Promise.all(['C++', 'c#', 'C', 'levy', 'emph'].map(found))).toEqual(['a', 'b', 'c', 'd', '']);
    },
  );

  check('they are found in every text field', async ({ engine }) => {
    await index(engine, [
      makeWork({ id: 'a', display_name: 'x', abstract: 'Fine-tuning' }),
      makeWork({ id: 'b', display_name: 'x', authorships: [byAuthor('Cathy O’Neil')] }),
    ]);
    expect(await matchedIds(engine, { text: words('finetuning') })).toEqual(['a']);
    expect(await matchedIds(engine, { text: words('ONeil') })).toEqual(['b']);
  });
}

function checkConditions(check: Check): void {
  check('phrases and exclusions know the spellings of one compound', async ({ engine }) => {
    await index(engine, NAMES);
    for (const phrase of ['GPT-2', 'gpt2', 'gpt 2']) {
      expect(await matchedIds(engine, { text: words('', [phrase]) })).toEqual(['blank', 'hyphen', 'joined']);
      expect(await matchedIds(engine, { text: words('gpt', [], [phrase]) })).toEqual(['none', 'other']);
    }
  });

  check(
    'no phrase reaches from the text into what is beside it, nor from one compound to the next',
    async ({ engine }) => {
      await index(engine, titled({ a: 'pre-training of GPT-2', b: 'BatchNorm pre-training' }));
      for (const phrase of ['2 pretraining', 'pretraining gpt2', 'norm pretraining', 'training batch']) {
        expect([phrase, await matchedIds(engine, { text: words('', [phrase]) })]).toEqual([phrase, []]);
      }
      expect(await matchedIds(engine, { text: words('', ['batch norm']) })).toEqual(['b']);
    },
  );

  check('conditions on words of text fields do, too', async ({ engine }) => {
    await index(engine, [...NAMES, makeWork({ id: 'abstract', display_name: 'x', abstract: 'GPT-2' })]);
    const inTitle = { type: 'words', fields: ['display_name'], text: 'gpt2' } as const;
    const spellings = ['blank', 'hyphen', 'joined'];
    for (const text of ['gpt2', 'GPT-2']) {
      expect(await matchedIds(engine, { filter: { ...inTitle, text, exact: true } })).toEqual(spellings);
    }
    expect(await matchedIds(engine, { filter: { ...inTitle, exact: false } })).toEqual(spellings);
    const parted = await matchedIds(engine, { filter: { ...inTitle, text: 'gpt-2', exact: false } });
    expect(parted).toEqual([...spellings, 'other']);
    const anywhere = { ...inTitle, fields: ['abstract', 'display_name'], exact: false };
    expect(await matchedIds(engine, { filter: anywhere })).toEqual(['abstract', ...spellings]);
  });

  check('what compounds also are is forgotten with its work', async ({ engine }) => {
    await index(engine, NAMES);
    await engine.remove(['joined', 'blank']);
    await index(engine, titled({ hyphen: 'On GPT' }));
    expect(await matchedIds(engine, { text: words('gpt2') })).toEqual([]);
  });
}

function checkScores(check: Check): void {
  check('who writes a compound in either way ranks by how often, not by how', async ({ engine }) => {
    const fill = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`x${i}`, 'trees of pre or train']));
    await index(
      engine,
      titled({ ...fill, twice: 'pretraining pretraining', once: 'pretraining trees', other: 'trees trees' }),
    );
    expect(idsOf((await search(engine, { text: words('pretraining') })).lexical)).toEqual(['twice', 'once']);
    const { lexical } = await search(engine, { text: words('pre-training') });
    expect(idsOf(lexical).filter((id) => id === 'once' || id === 'twice')).toEqual(['twice', 'once']);
  });
}
