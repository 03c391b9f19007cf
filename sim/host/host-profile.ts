import { cpus, totalmem } from 'node:os';
import { stringify } from 'yaml';
import type { HostCalibration } from './calibrate-host.ts';

/** What a user states of the power of one core: nothing here can measure it. */
export interface StatedPower {
  readonly activeW: number;
  readonly idleW: number;
}

type Number_ = { value: number; unit: string; low?: number; high?: number; note?: string };

/**
 * A hardware profile of this machine as YAML, for `sparsewatt run`: one core under our own kernels, with the measured costs
 * in the terms of the processor model (panels of eight right-hand sides, cycles at the clock that the system states).
 */
export function hostProfile(id: string, host: HostCalibration, power: StatedPower | null): string {
  const ghz = (cpus()[0]?.speed || 1000) / 1000;
  const cost = (name: string) => {
    const found = host.costs.find((one) => one.name === name);
    if (!found) throw new RangeError(`the calibration has no cost "${name}"`);
    return found;
  };
  const measured = ({ value, unit, ...rest }: Number_) => ({
    value: Number(value.toPrecision(4)),
    unit,
    source: 'calibrate-host',
    grade: 'measured',
    ...rest,
  });
  const stated = (value: number, unit: string, note: string) => ({
    ...{ value, unit, source: 'calibrate-host', grade: 'estimated', note },
  });
  const panelMac = cost('MAC on panels').value;
  const blockMac = panelMac * cost('blocks, panels').value;
  const worst = Math.max(
    ...host.predictions.map(({ measuredNs, centralNs }) =>
      Math.max(measuredNs / centralNs, centralNs / measuredNs),
    ),
  );
  const interval = (share: number, note: string) => ({
    low: Number((1 / share).toPrecision(3)),
    high: Number(share.toPrecision(3)),
    unit: '1',
    source: 'calibrate-host',
    grade: 'measured',
    note,
  });
  const [, near, , far] = host.memory;
  const profile = {
    schemaVersion: 1,
    id,
    name: `${host.processor}, one core`,
    class: 'server-cpu',
    description: `This machine as sparsewatt calibrate host measured it: ${host.build} kernels on Node ${host.node}, one thread.`,
    boundary: 'chip',
    validated: {
      latency: true,
      energy: false,
      note: `${host.predictions.length} layers that were not fitted, within a factor of ${worst.toFixed(2)}; power is what the user stated.`,
    },
    clock: measured({
      value: ghz,
      unit: 'GHz',
      note: 'as the system states it; cycles below are counted at it',
    }),
    cores: measured({ value: host.cores, unit: '1' }),
    l2: measured({ value: host.caches.l2Bytes, unit: 'B' }),
    l2Bandwidth: measured({
      value: near!.copyBytesPerS / 1e9 / ghz,
      unit: 'B/cycle',
      note: 'copies inside 256 KiB',
    }),
    dram: measured({ value: totalmem(), unit: 'B' }),
    dramBandwidth: measured({ value: far!.copyBytesPerS / 1e9, unit: 'GB/s', note: 'copies inside 128 MiB' }),
    ...(power
      ? {
          activePower: stated(power.activeW, 'W', 'stated by the user: nothing measured it'),
          powerStates: [
            {
              name: 'idle',
              power: stated(power.idleW, 'W', 'stated by the user: nothing measured it'),
              after: stated(0, 'us', 'no work, no draw'),
              wakeTime: stated(1, 'us', 'the idle loop of the system'),
              wakeEnergy: stated(power.activeW, 'uJ', 'active power x wake time'),
            },
          ],
        }
      : {}),
    policyCyclesPerOperation: stated(1, 'cycle', 'one scalar operation, dependent chains'),
    runtimes: {
      'sparsewatt-wasm': {
        kernels: 'blocks-4x1',
        title: `SparseWatt 4x1 block kernels, fp32, WebAssembly (${host.build} build)`,
        numericForms: ['fp32'],
        bytesPerWeight: measured({ value: 4, unit: 'B' }),
        bytesPerValue: measured({ value: 4, unit: 'B' }),
        timePerOperator: measured({ value: cost('call').value, unit: 'ns' }),
        timePerInference: stated(5, 'us', 'request taken from a queue, input written, answer read'),
        valuesPerCycle: measured({ value: 1 / (cost('output').value * ghz), unit: 'value/cycle' }),
        panelPixels: measured({ value: 8, unit: '1', note: 'right-hand sides of a panel' }),
        cyclesPerBlockPanelPair: measured({ value: 4 * 16 * blockMac * ghz, unit: 'cycle/block' }),
        denseMacsPerCycle: measured({ value: 1 / (panelMac * ghz), unit: 'MAC/cycle' }),
        efficiency: measured({ value: 1, unit: '1', note: 'the rates are what was reached' }),
        latencyInterval: interval(Math.max(1.3, worst), 'the worst of the layers that were not fitted'),
        energyInterval: interval(Math.max(2, worst), 'power is stated, not measured'),
      },
    },
  };
  return `# Made by sparsewatt calibrate host.\n${stringify(profile, { lineWidth: 0 })}`;
}
