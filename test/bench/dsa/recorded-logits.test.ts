import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { recordedLogits, recordLogits } from '../../../bench/dsa/recorded-logits.ts';
import { rightAnswers } from '../../../bench/dsa/right-answers.ts';
import { confidence, confidenceMeasures } from '../../../sim/sparsity/tune/confidence.ts';

/** Logits of some answers and the right classes. */
const answered = fc.integer({ min: 2, max: 6 }).chain((classes) =>
  fc
    .array(
      fc.record({
        logits: fc.array(fc.float({ min: -15, max: 15, noNaN: true }), {
          minLength: classes,
          maxLength: classes,
        }),
        label: fc.nat(classes - 1),
      }),
      { minLength: 1, maxLength: 20 },
    )
    .map((answers) => ({
      classes,
      logits: Float32Array.from(answers.flatMap(({ logits }) => logits)),
      labels: Uint8Array.from(answers, ({ label }) => label),
    })),
);

describe('recorded logits', () => {
  test.prop([answered], { seed: 1, numRuns: 300 })(
    'are right where the answers were, and as sure within a step',
    ({ classes, logits, labels }) => {
      const right = rightAnswers(logits, { labels });
      const back = recordedLogits(recordLogits(logits, labels.length), right, { labels }, classes);
      expect(rightAnswers(back, { labels })).toEqual(right);
      for (const measure of confidenceMeasures)
        for (const i of labels.keys()) {
          const [was, is] = [logits, back].map((each) => confidence(each, i * classes, classes, measure));
          // Half a step of the lead moves a share by at most 1/128, rounded odds by at most (classes - 2)/510.
          expect(Math.abs(is! - was!)).toBeLessThan(1 / 64 + (classes - 2) / 510);
        }
    },
  );

  test.prop([answered], { seed: 1, numRuns: 100 })(
    'keep the order of confidences that differ by more than a step',
    ({ classes, logits, labels }) => {
      const right = rightAnswers(logits, { labels });
      const { lead } = recordLogits(logits, labels.length);
      const back = recordedLogits({ lead, rest: null }, right, { labels }, classes);
      const sure = [...labels.keys()].map((i) => confidence(back, i * classes, classes, 'margin'));
      for (const i of labels.keys())
        for (const j of labels.keys()) if (lead[i]! > lead[j]!) expect(sure[i]!).toBeGreaterThan(sure[j]!);
    },
  );
});
