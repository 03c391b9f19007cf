import { beforeAll, describe, expect, it } from 'vitest';
import { causeIndex } from '../../../sim/energy/ledger.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { cutPoints } from '../../../sim/network/cut-points.ts';
import type { Network } from '../../../sim/network/network.ts';
import {
  type BuiltOptions,
  buildOptions,
  type TabledNetwork,
} from '../../../sim/scenario/simulate/build-options.ts';
import { residentFits } from '../../../sim/scenario/simulate/resident-fit.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import { macLayers } from '../../../sim/sparsity/describe-work.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import type { ExecutedForm, OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import type { Target } from '../../../sim/targets/target.ts';
import { conditions } from '../../../sim/workload/degraded-mnist/conditions.ts';
import { randomLadderNetwork, randomNetwork } from '../../helpers/tiny-network.ts';
import { smallCell } from './small-target.ts';

const sampleCount = 60;

function tableOf(
  network: Network,
  points: readonly OperatingPoint[],
  numericForm: ExecutedForm,
  seed: number,
): OutcomeTable {
  const draws = new RandomStream(seed, network.name, numericForm);
  const layers = macLayers(network);
  const cells = points.length * sampleCount;
  const hash = network.hash;
  return {
    key: { networkHash: hash, kernelHash: 'k', dataHash: String(seed), pointsHash: 'p', numericForm },
    network: network.name,
    data: 'synthetic',
    sampleCount,
    points,
    layers,
    labels: new Uint8Array(sampleCount),
    conditions: Uint8Array.from({ length: sampleCount }, (_, i) => i % conditions.length),
    topClass: Uint8Array.from({ length: cells }, (_, i) => (draws.uniform(i) < 0.1 ? 1 : 0)),
    confidence: new Uint16Array(cells).fill(60000),
    activeInputs: new Uint16Array(cells * layers.length),
    effectiveMacs: new Uint32Array(cells * layers.length).fill(1),
  };
}

function tabled(id: string, role: TabledNetwork['role'], network: Network): TabledNetwork {
  const layers = network.ladder?.layers.length ?? 0;
  const at = (level: number, gate: number | null): OperatingPoint => ({
    id: gate === null ? `L${level}` : `L${level}-g`,
    levels: new Array(layers).fill(level),
    gates: new Array(layers).fill(gate),
  });
  const points = network.ladder ? [at(0, null), at(2, null), at(5, null), at(2, 0.1)] : [at(0, null)];
  const pair = (form: ExecutedForm) => ({
    validation: tableOf(network, points, form, 1),
    test: tableOf(network, points, form, 2),
  });
  return { id, role, network, ...pair('fp32'), others: [pair('int8')] };
}

const networks = [
  tabled('ladder', 'ladder', randomLadderNetwork(1)),
  tabled('dense', 'dense', randomNetwork(2)),
];
let pair: Target;
let built: BuiltOptions;
beforeAll(async () => {
  pair = await loadTarget('mcu-pair', 'published');
  built = buildOptions(pair, networks, 2);
});

describe('split options', () => {
  it('are none unless they are asked for, and leave the others as they were', () => {
    const without = buildOptions(pair, networks);
    expect(without.options.some((option) => option.cut)).toBe(false);
    expect(without.notes).toEqual([]);
    expect(built.options.slice(0, without.options.length)).toEqual(without.options);
  });

  it.each([1, 2, 3])('are at most %i a point, of points without gates', (most) => {
    const { options } = buildOptions(pair, networks, most);
    const splits = options.filter((option) => option.cut);
    expect(splits.length).toBeGreaterThan(0);
    for (const option of splits) {
      expect(option.gated).toBe(false);
      expect(option.unit).toBe('camera+radio');
      expect(option.id).toBe(
        `${option.role === 'ladder' ? option.point : 'dense'}@camera+radio:${option.cut!.node}`,
      );
      const same = splits.filter(
        ({ network, point }) => network === option.network && point === option.point,
      );
      expect(same.length).toBeLessThanOrEqual(most);
    }
  });

  it('answer what the whole network answers in that form', () => {
    for (const option of built.options.filter(({ cut, fit }) => cut && fit.fits)) {
      const { test } = networks.find(({ id }) => id === option.network)!.others![0]!;
      const row = test.points.findIndex(({ id }) => id === option.point) * sampleCount;
      expect(option.accuracyFrom).toBe('int8');
      expect([...option.test!.correct]).toEqual(
        [...test.topClass.subarray(row, row + sampleCount)].map((top) => (top === 0 ? 1 : 0)),
      );
    }
  });

  it('run what fits on neither unit, and say of every cut what became of it', () => {
    const ofDense = built.options.filter(({ network }) => network === 'dense');
    expect(ofDense.filter(({ fit }) => fit.fits).map(({ id }) => id)).toEqual(['dense@camera+radio:conv4']);
    const note = built.notes.find((text) => text.startsWith('dense '))!;
    for (const { node } of cutPoints(networks[1]!.network)) expect(note).toContain(node);
    expect(note).toMatch(
      /is cut between camera and radio after conv4 \(2048 bytes\); left out: .*does not fit/,
    );
  });

  it('are choices as far as they are in memory together', async () => {
    const blocks = await loadTarget('mcu-pair', 'sparsewatt-4x1');
    const { options, choices } = buildOptions(blocks, networks, 2);
    const splits = choices.filter((option) => option.cut);
    expect(residentFits(blocks, choices).map(({ fit }) => fit.fits)).toEqual([true, true]);
    expect(splits.length).toBeGreaterThan(0);
    const left = options.filter(
      (option) => option.cut && option.role === 'ladder' && option.fit.fits && !choices.includes(option),
    );
    for (const option of left)
      expect(residentFits(blocks, [...choices, option]).every(({ fit }) => fit.fits)).toBe(false);
  });

  it('of a runtime that gains nothing from masks are the most accurate level, where one alone fits', () => {
    const [choice, ...others] = built.choices;
    expect(others).toEqual([]);
    const same = built.options.filter(({ cut, role }) => cut && role === 'ladder');
    expect(new Set(same.map((option) => option.validation!.meanMarginalJ)).size).toBe(1);
    expect(choice!.validation!.accuracy).toBe(Math.max(...same.map((option) => option.validation!.accuracy)));
  });

  it('are none between units that compute in different forms', async () => {
    const target = await loadTarget('mcu-wakes-orin', 'sparsewatt-4x1');
    const { options, notes } = buildOptions(target, networks, 2);
    expect(options.some((option) => option.cut)).toBe(false);
    expect(notes[0]).toBe(
      'ladder is not cut between mcu and gpu: they compute in int8 and fp32, of which mixed there is no table',
    );
  });
});

describe('a run with split options', () => {
  const cell = {
    ...smallCell,
    denseLoad: 0.2,
    deadlineFactor: 4,
    horizonS: 20,
    seeds: [1],
    accuracyFloor: 0.5,
    splits: 2,
    policies: ['dense', 'best-static', 'static-partition', 'least-completion', 'energy-first'],
  };

  it('is scored within its bounds; both units work for a request, one after the other', () => {
    const run = simulateCell(cell, pair, pair, networks, built);
    const { results } = scoreCell(run);
    const dense = run.policies.find(({ policy }) => policy === 'dense')!;
    const [one] = dense.runs;
    const option = run.options.findIndex(({ id }) => id === 'dense@camera+radio:conv4');
    expect(one!.passes[option]).toBe(one!.done);
    expect(one!.done).toBeGreaterThan(10);
    const { parts, bytes } = run.options[option]!.split!;
    expect(parts.map(({ unit }) => unit)).toEqual(['camera', 'radio']);
    expect(parts.reduce((sum, part) => sum + part.meanServiceNs, 0)).toBe(run.options[option]!.meanServiceNs);
    expect(bytes).toBe(2048);
    const working = one!.ledger.filter(({ joules }) => joules[causeIndex('compute')]! > 0);
    expect(new Set(working.map(({ unit }) => unit))).toEqual(new Set(['camera', 'radio']));
    expect(results.find(({ policy }) => policy === 'dense')!.regret).not.toBeNull();
    // Only the pair is left to send to: there is nothing to dispatch.
    const other = run.policies.find(({ policy }) => policy === 'least-completion')!;
    expect(other.notRun).toMatch(/several units/);
  });

  it('waits while the link to the second unit is down', () => {
    const faults = { outages: [{ unit: 'radio', fromNs: 0, untilNs: 19e9 }] };
    const late = (input: typeof cell) => {
      const { policies } = simulateCell(input, pair, pair, networks, built);
      const { missed, requests } = policies[0]!.runs[0]!;
      return missed / requests;
    };
    expect(late(cell)).toBe(0);
    expect(late({ ...cell, faults } as typeof cell)).toBeGreaterThan(0.8);
  });
});
