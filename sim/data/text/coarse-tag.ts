/**
 * Twelve coarse parts of speech, in the spirit of Petrov, Das and McDonald, "A Universal Part-of-Speech Tagset" (2012);
 * the position in this list is the class. `.` is punctuation, PRT particles (infinitive `to`, verb particles,
 * existential `there`, interjections), X foreign words and what the corpus left without a tag.
 */
export const coarseTags = [
  'NOUN',
  'VERB',
  'ADJ',
  'ADV',
  'PRON',
  'DET',
  'ADP',
  'CONJ',
  'NUM',
  'PRT',
  '.',
  'X',
] as const;

export type CoarseTag = (typeof coarseTags)[number];

/** Base tags of the Brown corpus (its manual of 1979, tag list), without the endings that `coarseTag` takes off. */
const baseTags: Readonly<Record<CoarseTag, string>> = {
  NOUN: 'nn nns np nps nr nrs',
  VERB: 'vb vbd vbg vbn vbz be bed bedz beg bem ben ber bez do dod doz hv hvd hvg hvn hvz md',
  ADJ: 'jj jjr jjs jjt ap od',
  ADV: 'rb rbr rbt rn ql qlp wql wrb *',
  PRON: 'pn pp$$ ppl ppls ppo pps ppss wpo wps',
  DET: 'abl abn abx at dt dti dts dtx pp$ wdt wp$',
  ADP: 'in',
  CONJ: 'cc cs',
  NUM: 'cd',
  PRT: 'rp to ex uh',
  '.': ". , : ( ) -- ' '' ``",
  X: 'nil',
};

const classOf = new Map(
  coarseTags.flatMap((tag, index) => baseTags[tag].split(' ').map((base) => [base, index] as const)),
);

/**
 * Class of a tag of the Brown corpus, or null when it is not one. `fw-` (foreign) is X whatever follows; -hl (headline),
 * -tl (title) and -nc (cited word) are taken off, and so are their misprints -t and -n; of tags joined by `+` the first
 * counts; of negated verbs (`md*`) and genitives (`nn$`) what stands before the sign.
 */
export function coarseTag(tag: string): number | null {
  const lower = tag.toLowerCase();
  if (lower.startsWith('fw-')) return coarseTags.indexOf('X');
  const first = lower.replace(/(-(hl|tl|nc|t|n))+$/, '').split('+')[0]!;
  return classOf.get(first) ?? classOf.get(first.replace(/[$*]$/, '')) ?? null;
}
