import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, in that order; what stands behind them fills the gap where one worker ends first. */
const longest = [
  'golden/result-hash',
  'swarm/swarm',
  'scenario/shipped-scenarios',
  'kernels/backends/webgpu/web-gpu-kernel',
  'kernels/testing/laws',
  'kernels/backends/wasm/kernel-session',
  'cli/own-policy',
  'sparsity/obtain-table',
  'sparsity/verify-live',
  'validate/validate',
  'cli/trace',
  'scenario/run-scenario',
  'cli/bad-input',
  'cli/train',
  'cli/tune',
  'bench/orderings',
  'swarm/checks',
  'swarm/pool',
  'scenario/described-board',
  'docs/predict',
  'kernels/testing/wrong-kernels',
  'cli/doctor',
  'kernels/backends/probe-backend',
  'docs/testing-your-kernel',
  'report/formats/pictures',
  'cli/check-kernel',
  'validate/validate-gpu',
  'terminal/dashboard',
  'examples/library',
].map((name) => `test/${name}.test.ts`);

/**
 * Starts the longest files of the suite first, where vitest would start the largest: with few lines and a whole run in
 * them, some took a minute at the end, beside an idle core.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification): number => {
      if (project.name !== 'suite') return -1;
      const at = longest.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
