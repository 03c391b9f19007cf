/**
 * Writes degraded MNIST for the trainer: `node --import tsx tools/train/make-data.ts DIR [variants]`.
 * Files: {train-0 … train-(V-1), validation, test, clean-validation, clean-test}.images (u8 [n][784]) and .labels (u8 [n]).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanMnist, degradedMnist, type Samples } from '../../sim/workload/degraded-mnist/dataset.ts';

const [dir = '.cache/train-data', variants = '8'] = process.argv.slice(2);
mkdirSync(dir, { recursive: true });
const write = (name: string, samples: Samples) => {
  writeFileSync(join(dir, `${name}.images`), samples.images);
  writeFileSync(join(dir, `${name}.labels`), samples.labels);
  writeFileSync(join(dir, `${name}.conditions`), samples.conditions);
};
for (let v = 0; v < Number(variants); v++) write(`train-${v}`, degradedMnist('train', v + 1));
for (const split of ['validation', 'test'] as const) {
  write(split, degradedMnist(split));
  write(`clean-${split}`, cleanMnist(split));
}
