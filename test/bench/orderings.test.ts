import { describe, expect, it } from 'vitest';
import { alertConditions } from '../../bench/orderings/alert-conditions.ts';
import { openCameraCell } from '../../bench/orderings/open-camera-cell.ts';
import { rankPolicies } from '../../bench/orderings/rank-policies.ts';
import { budgetCascade } from '../../sim/policies/budget-cascade.ts';

describe('orderings that papers report', () => {
  it('the same policies change rank between a microcontroller, a GPU and a neuromorphic chip', async () => {
    const { rows } = await rankPolicies(120);
    const of = (policy: string) => rows.find((row) => row.policy === policy)!.cells;
    const ranks = (policy: string) => of(policy).map((cell) => cell!.rank);
    // Refining saves most on the microcontroller and nothing over one static level elsewhere.
    const [mcu, gpu, spiking] = of('confidence-refinement').map((cell) => cell!.overDense);
    expect(mcu).toBeLessThan(0.2);
    expect(gpu).toBeGreaterThan(0.8);
    expect(spiking).toBeGreaterThan(0.5);
    expect(new Set(ranks('deadline-controller')).size).toBeGreaterThan(1);
    // Skipped operations become saved time on a chip without SIMD, and hardly any on a GPU.
    const [onMcu, onGpu, onSpiking] = of('activation-gate').map((cell) => cell!.realisation!);
    expect(onMcu).toBeGreaterThan(0.6);
    expect(onGpu).toBeLessThan(0.1);
    expect(onSpiking).toBeGreaterThan(onGpu!);
    expect(onSpiking).toBeLessThan(onMcu!);
  }, 240_000);

  it('an ALERT-style controller is within 10% of the clairvoyant on a GPU with and without contention', async () => {
    const cell = await openCameraCell('a100', 'sparsewatt-4x1');
    for (const contention of [1, 2]) {
      const { overDyn, overOracle } = alertConditions(cell, contention, 600);
      expect(overDyn).toBeLessThan(1.1);
      expect(overOracle).toBeLessThan(1.1);
    }
  }, 240_000);

  it('on a core it is where its options are cascades, which know of the input what the first pass tells', async () => {
    const cell = await openCameraCell('xeon-8380', 'sparsewatt-4x1');
    const plain = alertConditions(cell, 1, 600);
    const cascade = alertConditions(cell, 1, 600, budgetCascade);
    expect(plain.overDyn).toBeGreaterThan(1.15);
    expect(cascade.overDyn).toBeLessThan(1.1);
    expect(cascade.accuracy).toBeGreaterThan(cascade.floor);
  }, 240_000);
});
