import type { Evaluation } from './evaluation.ts';

/** Mean over classes of the share of their answers that is right; classes of fewer than `least` answers are left out. */
export function macroRecall({ classes }: Pick<Evaluation, 'classes'>, least = 1): number {
  const counted = classes.filter(({ answers }) => answers >= least);
  return counted.reduce((sum, { answers, correct }) => sum + correct / answers, 0) / counted.length;
}
