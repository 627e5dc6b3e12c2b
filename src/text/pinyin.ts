// Chinese syllables in Latin letters (Hanyu Pinyin), and the family names of East Asia that very many people share.

/** The syllables of Hanyu Pinyin without tones (GB/T 16159): an initial, a colon, its finals. */
const TABLE = `b:a ai an ang ao ei en eng i ian iao ie in ing o u
p:a ai an ang ao ei en eng i ian iao ie in ing o ou u
m:a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f:a an ang ei en eng o ou u
d:a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t:a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
n:a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v
l:a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo v yu
g:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k:a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo
h:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j:i ia ian iang iao ie in ing iong iu u uan ue un
q:i ia ian iang iao ie in ing iong iu u uan ue un
x:i ia ian iang iao ie in ing iong iu u uan ue un
zh:a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
ch:a ai an ang ao e en eng i ong ou u uai uan uang ui un uo
sh:a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r:an ang ao e en eng i ong ou u uan ui un uo
z:a ai an ang ao e ei en eng i ong ou u uan ui un uo
c:a ai an ang ao e en eng i ong ou u uan ui un uo
s:a ai an ang ao e en eng i ong ou u uan ui un uo
y:a an ang ao e i in ing o ong ou u uan ue un
w:a ai an ang ao ei en eng o u`;

const WITH_INITIAL = TABLE.split('\n').flatMap((line) => {
  const [initial = '', finals = ''] = line.split(':');
  return finals.split(' ').map((final) => initial + final);
});
/** Only at the start of a word: elsewhere an apostrophe would stand before them, and `maria` is no Chinese name. */
const WITHOUT_INITIAL = 'a ai an ang ao e en er ou'.split(' ');
const INNER = new Set(WITH_INITIAL);
const FIRST = new Set([...WITH_INITIAL, ...WITHOUT_INITIAL]);
const LONGEST_SYLLABLE = 6;
/** Given names have one or two syllables, compound family names two; three are enough to tell what is none. */
const LONGEST_WORD = 18;

/** The fewest syllables that make up a folded word; 0 if it is not made of them. */
export function syllables(word: string): number {
  if (word.length > LONGEST_WORD) return 0;
  const fewest: number[] = [0];
  for (let end = 1; end <= word.length; end++) {
    fewest[end] = Number.POSITIVE_INFINITY;
    for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start++) {
      const known = start === 0 ? FIRST : INNER;
      if (known.has(word.slice(start, end))) fewest[end] = Math.min(fewest[end] ?? 0, (fewest[start] ?? 0) + 1);
    }
  }
  const count = fewest[word.length] ?? 0;
  return Number.isFinite(count) ? count : 0;
}

/** Whether a folded word is made of Chinese syllables. */
export function isPinyin(word: string): boolean {
  return syllables(word) > 0;
}

const SURNAMES = new Set(
  `bai bao bi bian bo cai cao cen chai chang che chen cheng chi chu cui dai deng di ding dong dou du duan fan fang fei
  feng fu gan gao ge geng gong gou gu guan guo han hang hao he hong hou hu hua huang huo ji jia jian jiang jiao jin jing
  ju kang ke kong lai lan lang lei leng li lian liang liao lin ling liu long lou lu luo lv lyu ma mao mei men meng mi miao
  mo mu ni nie ning niu ou ouyang pan pang pei peng pi ping pu qi qian qiao qin qiu qu quan ran rao ren rong ruan rui sha
  shan shang shao shen sheng shi shu si situ song su sui sun tan tang tao teng tian tong tu wan wang wei wen weng wu xi
  xia xiang xiao xie xin xing xiong xu xuan xue yan yang yao ye yi yin ying you yu yuan yue yun zeng zha zhai zhan zhang
  zhao zheng zhong zhou zhu zhuang zhuo zong zou zuo zhuge shangguan
  kim lee park choi jung jeong kang cho yoon jang lim shin seo kwon hwang ahn yoo hong jeon ko moon bae baek heo nam noh
  ha kwak cha joo woo koo min ryu yim rhee oh
  wong chan cheung leung ng lam lau chow ho yeung tsang tang kwok kwong fung yip cheng tse chiu yuen hui tsui siu mak
  hsu hsieh tsai chang chiang chou chuang huang hung kuo liao lo tseng yeh hsiao chung
  nguyen tran le pham vu vo dang bui do phan hoang huynh`.split(/\s+/),
);

/** Whether very many people have this folded family name: the usual ones of China, Korea and Vietnam. */
export function isSurnameOfEastAsia(word: string): boolean {
  return SURNAMES.has(word);
}

/** Family names among the most frequent ones of large countries elsewhere, folded as `parseName` folds them. */
const WIDESPREAD = new Set(
  `smith johnson williams brown jones miller davis wilson anderson taylor thomas moore martin jackson thompson white harris
  clark lewis robinson walker young allen king wright scott hill green adams baker nelson campbell mitchell roberts
  kumar singh sharma gupta jain agarwal aggarwal agrawal patel das roy ghosh mishra verma yadav rao reddy shah khan
  ahmed ahmad ali hassan hussain mohamed mohammed
  garcia rodriguez martinez hernandez lopez gonzalez gonzales perez sanchez ramirez torres fernandez gomez diaz
  silva santos oliveira souza pereira costa ferreira almeida lima
  muller schmidt schneider fischer weber meyer wagner becker schulz hoffmann bauer koch
  rossi russo ferrari bianchi bernard dubois durand petit moreau
  jensen nielsen hansen andersen pedersen larsen olsen johansson andersson karlsson nilsson eriksson
  sato suzuki takahashi tanaka watanabe ito yamamoto nakamura kobayashi kato yoshida yamada sasaki yamaguchi matsumoto
  inoue kimura saito hayashi shimizu
  ivanov kuznetsov popov petrov nowak kowalski yilmaz kaya demir cohen levy`.split(/\s+/),
);

/** Whether very many people have this folded family name, in East Asia or elsewhere. */
export function isWidespread(family: string): boolean {
  return SURNAMES.has(family) || WIDESPREAD.has(family);
}
