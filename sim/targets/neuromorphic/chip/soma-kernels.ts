import type {
  IntegratingNeuron,
  RelayNeuron,
  SigmaDeltaNeuron,
} from '../../../network/spiking/spiking-graph.ts';
import type { Segment } from './chip-network.ts';
import { nothing, type SomaState } from './soma-state.ts';
import { wholeNoise } from './whole-noise.ts';

/**
 * One step of the neurons of one segment. Each reads and clears what arrived, appends the neurons that fire, and adds to
 * the time of its core.
 * @param lagS time of the core's neurons since its last spike
 * @returns that time after the segment
 */
export type SomaKernel<N> = (
  s: SomaState,
  segment: Segment,
  neuron: N,
  arrived: Float64Array,
  seed: number,
  lagS: number,
  sends: Uint32Array,
) => number;

/** Loihi's order: decay, cut, add bias and input, compare, reset. Idle neurons pay the access alone. */
export const integrate: SomaKernel<IntegratingNeuron> = (s, segment, neuron, arrived, seed, lagS, sends) => {
  const {
    currentDecay,
    currentBias,
    potentialDecay,
    bias,
    threshold,
    resetPotential,
    refractorySteps,
    forced,
  } = s.parameters;
  const { potential, current, refractory, firedSlot, firedLagS, firedValue } = s;
  const { from, to, unit, dendrite } = segment;
  const { potentialQuantum } = unit;
  const perUnit = potentialQuantum === 0 ? 0 : 1 / potentialQuantum;
  const accessS = unit.access.timeS + dendrite.timeS;
  const updateS = unit.update.timeS;
  const spikeS = unit.spike.timeS;
  const { reset, lowestPotential, thresholdNoise } = neuron;
  let fired = s.firedCount;
  let updated = 0;
  let lag = lagS;
  for (let n = from; n < to; n++) {
    const x = arrived[n]!;
    const touched = x !== 0 || 1 / x > 0;
    let v = potential[n]!;
    let i = current[n]! * currentDecay[n]! + currentBias[n]!;
    const b = bias[n]!;
    lag += accessS;
    const active = v !== 0 || touched || b !== 0 || i !== 0 || forced[n] !== 0;
    if (touched) arrived[n] = nothing;
    const rests = refractory[n]! > 0;
    // Without noise a neuron at rest stays there, unless its threshold is below zero.
    if (!active && !rests && thresholdNoise === 0 && threshold[n]! >= 0) continue;
    i += x;
    current[n] = i;
    if (rests) refractory[n]!--;
    else {
      v *= potentialDecay[n]!;
      if (perUnit !== 0) v = Math.trunc(v * perUnit) * potentialQuantum;
      v = v + b + i;
    }
    let limit = threshold[n]!;
    if (thresholdNoise !== 0) limit += wholeNoise(seed, n, s.step, thresholdNoise);
    const fires = v > limit && !rests;
    if (fires) {
      if (reset === 'to') v = resetPotential[n]!;
      else if (reset === 'subtract') v -= threshold[n]!;
      if (refractorySteps[n]! > 0) refractory[n] = refractorySteps[n]!;
    }
    if (v < lowestPotential) v = lowestPotential;
    potential[n] = v;
    if (fires) {
      updated++;
      lag += updateS + spikeS;
      firedSlot[fired] = n;
      firedValue[fired] = 1;
      firedLagS[fired++] = lag;
      if (sends[n + 1] !== sends[n]) lag = 0;
    } else if (active) {
      updated++;
      lag += updateS;
    }
  }
  finish(s, segment, updated, fired);
  return lag;
};

export const sigmaDelta: SomaKernel<SigmaDeltaNeuron> = (s, segment, neuron, arrived, _seed, lagS, sends) => {
  const { bias, threshold } = s.parameters;
  const { potential: sigma, current: sent } = s;
  const { unit, dendrite } = segment;
  const { quantum, activation } = neuron;
  let updated = 0;
  let lag = lagS;
  const before = s.firedCount;
  for (let n = segment.from; n < segment.to; n++) {
    const x = arrived[n]!;
    lag += unit.access.timeS + dendrite.timeS;
    const touched = x !== 0 || 1 / x > 0;
    if (touched) arrived[n] = nothing;
    // Only the first step and a change of the input can change what was sent.
    if (!touched && s.step > 0) continue;
    sigma[n]! += x;
    const z = sigma[n]! + bias[n]!;
    const a = activation === 'relu' && z < 0 ? 0 : z;
    let d = a - sent[n]!;
    if (quantum > 0) d = Math.round(d / quantum) * quantum;
    updated++;
    lag += unit.update.timeS;
    if (d === 0 || Math.abs(d) < threshold[n]!) continue;
    sent[n]! += d;
    lag = send(s, segment, n, d, lag, sends);
  }
  finish(s, segment, updated, s.firedCount, before);
  return lag;
};

export const relay: SomaKernel<RelayNeuron> = (s, segment, neuron, arrived, _seed, lagS, sends) => {
  const { bias } = s.parameters;
  const { unit, dendrite } = segment;
  let updated = 0;
  let lag = lagS;
  const before = s.firedCount;
  for (let n = segment.from; n < segment.to; n++) {
    const x = arrived[n]!;
    lag += unit.access.timeS + dendrite.timeS;
    const touched = x !== 0 || 1 / x > 0;
    if (!touched && bias[n] === 0) continue;
    if (touched) arrived[n] = nothing;
    updated++;
    lag += unit.update.timeS;
    const value = relayed(neuron, x + bias[n]!);
    if (value !== 0) lag = send(s, segment, n, value, lag, sends);
  }
  finish(s, segment, updated, s.firedCount, before);
  return lag;
};

function relayed({ activation, quantum, largest }: RelayNeuron, z: number): number {
  if (activation === 'step') return z > 0 ? 1 : 0;
  const a = activation === 'relu' && z < 0 ? 0 : z;
  return Math.min(largest, quantum > 0 ? Math.round(a / quantum) * quantum : a);
}

/** Neurons that fire when the input says so; they take part in no sum. */
export const input: SomaKernel<unknown> = (s, segment, _neuron, arrived, _seed, lagS, sends) => {
  const { unit, dendrite } = segment;
  let lag = lagS;
  const before = s.firedCount;
  for (let n = segment.from; n < segment.to; n++) {
    lag += unit.access.timeS + dendrite.timeS;
    arrived[n] = nothing;
    const value = s.input[n]!;
    if (value === 0) continue;
    s.input[n] = 0;
    lag = send(s, segment, n, value, lag + unit.update.timeS, sends);
  }
  finish(s, segment, s.firedCount - before, s.firedCount, before);
  return lag;
};

function send(
  s: SomaState,
  { unit }: Segment,
  n: number,
  value: number,
  lagS: number,
  sends: Uint32Array,
): number {
  const lag = lagS + unit.spike.timeS;
  s.firedSlot[s.firedCount] = n;
  s.firedValue[s.firedCount] = value;
  s.firedLagS[s.firedCount++] = lag;
  return sends[n + 1] === sends[n] ? lag : 0;
}

function finish(
  s: SomaState,
  { unitIndex }: Segment,
  updated: number,
  fired: number,
  before = s.firedCount,
): void {
  s.unitUpdates[unitIndex]! += updated;
  s.unitSpikes[unitIndex]! += fired - before;
  s.updated += updated;
  s.firedCount = fired;
}
