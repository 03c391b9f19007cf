import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SpikingGraph } from '../../../../sim/network/spiking/spiking-graph.ts';
import { barrierTime } from '../../../../sim/targets/neuromorphic/chip/barrier-time.ts';
import type { ChipDesign } from '../../../../sim/targets/neuromorphic/chip/chip-design.ts';
import { compileNetwork } from '../../../../sim/targets/neuromorphic/chip/compile-network.ts';
import { dynamicEnergy } from '../../../../sim/targets/neuromorphic/chip/dynamic-energy.ts';
import type { ChipPlacement } from '../../../../sim/targets/neuromorphic/chip/placement.ts';
import { SpikeRun } from '../../../../sim/targets/neuromorphic/chip/spike-run.ts';
import { ClosedForm } from '../../../../sim/targets/neuromorphic/chip/timing/closed-form.ts';
import { meshRoutes } from '../../../../sim/targets/neuromorphic/chip/timing/mesh-routes.ts';
import { SemiAnalyticKernel } from '../../../../sim/targets/neuromorphic/chip/timing/semi-analytic-kernel.ts';
import { buildNetwork } from '../../../../sim/targets/neuromorphic/sana-fe/build-network.ts';
import { readArchitecture } from '../../../../sim/targets/neuromorphic/sana-fe/read-architecture.ts';
import { readNetworkYaml } from '../../../../sim/targets/neuromorphic/sana-fe/read-network-yaml.ts';
import { type GoldenRun, goldenRuns } from './golden-runs.ts';
import { loihiDesign } from './loihi-design.ts';
import { syntheticNetwork } from './synthetic-network.ts';

/** Runs `steps` steps of a golden run and holds them against its whole: all steps of the synthetic runs are alike. */
function compare(
  golden: GoldenRun,
  network: { graph: SpikingGraph; placement: ChipPlacement },
  design: ChipDesign,
  steps: number,
): void {
  const { graph, placement } = network;
  const compiled = compileNetwork(graph, design, placement);
  const run = new SpikeRun(graph, design, compiled);
  const timing =
    golden.timing === 'simple'
      ? new ClosedForm(compiled)
      : new SemiAnalyticKernel(design, compiled, meshRoutes(design, compiled)!);
  const barrierS = barrierTime(design, compiled.usedTiles);
  let timeS = 0;
  let updated = 0;
  for (let step = 0; step < steps; step++) {
    run.step();
    updated += run.state.updated;
    timeS += timing.stepS(run.state) + barrierS;
  }
  const whole = golden.steps / steps;
  const energy = dynamicEnergy(run, design);
  const { spikes, messages, synapticEvents } = energy.counts;
  expect([spikes, updated, messages, synapticEvents].map((n) => n * whole)).toEqual([
    golden.fired,
    golden.updated,
    golden.messages,
    golden.events,
  ]);
  const digits = (x: number) => x.toExponential(6);
  const { synapsesJ, somasJ, messagesJ, totalJ } = energy;
  expect([synapsesJ, somasJ, messagesJ, totalJ].map((joules) => digits(joules * whole))).toEqual(
    [golden.synapsesJ, golden.somasJ, golden.messagesJ, golden.totalJ].map(digits),
  );
  if (golden.timing === 'simple') expect(digits(timeS * whole)).toBe(digits(golden.timeS));
  else if (golden.timing === 'detailed')
    expect(Math.abs((timeS * whole) / golden.timeS - 1)).toBeLessThan(0.001);
  // Booksim routes flits; this model knows messages.
  else expect(Math.abs((timeS * whole) / golden.timeS - 1)).toBeLessThan(0.05);
}

describe('runs of SANA-FE', () => {
  it.each(goldenRuns.filter(({ shape }) => shape))(
    '$id: counts and energies are equal, times as far as models go',
    (golden) => {
      compare(golden, syntheticNetwork(golden.shape!), loihiDesign, 2);
    },
  );

  // The files are data of a GPL project and not shipped: folder with its arch/loihi.yaml and snn/dvs.yaml side by side.
  const folder = process.env['SPARSEWATT_SANA_FE'];
  it.skipIf(!folder).each(goldenRuns.filter(({ shape }) => !shape))(
    '$id, read from its own files',
    { timeout: 120_000 },
    (golden) => {
      const architecture = readArchitecture(readFileSync(`${folder}/loihi.yaml`, 'utf8'), 'loihi.yaml');
      const raw = readNetworkYaml(readFileSync(`${folder}/dvs.yaml`, 'utf8'), 'dvs.yaml');
      compare(golden, buildNetwork(raw, architecture), architecture.design, golden.steps);
    },
  );
});
