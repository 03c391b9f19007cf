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
  const statedMhz = cpus()[0]?.speed || null;
  const ghz = (statedMhz ?? 1000) / 1000;
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
  const interval = (share: number, grade: 'measured' | 'estimated', note: string) => ({
    low: Number((1 / share).toPrecision(3)),
    high: Number(share.toPrecision(3)),
    unit: '1',
    source: 'calibrate-host',
    grade,
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
    clock: stated(
      ghz,
      'GHz',
      statedMhz
        ? 'as the system states it, not measured; cycles below are counted at it'
        : 'the system states none: cycles below are nanoseconds',
    ),
    cores: stated(host.cores, '1', 'as the system states it'),
    l2: stated(host.caches.l2Bytes, 'B', 'as the system states it, or 1 MiB where it does not'),
    l2Bandwidth: measured({
      value: near!.copyBytesPerS / 1e9 / ghz,
      unit: 'B/cycle',
      note: 'copies inside 256 KiB',
    }),
    dram: stated(totalmem(), 'B', 'as the system states it'),
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
        bytesPerWeight: stated(4, 'B', 'fp32'),
        bytesPerValue: stated(4, 'B', 'fp32'),
        timePerOperator: measured({ value: cost('call').value, unit: 'ns' }),
        timePerInference: stated(5, 'us', 'request taken from a queue, input written, answer read'),
        valuesPerCycle: measured({ value: 1 / (cost('output').value * ghz), unit: 'value/cycle' }),
        panelPixels: stated(8, '1', 'right-hand sides of a panel, by the kernels'),
        cyclesPerBlockPanelPair: measured({ value: 4 * 16 * blockMac * ghz, unit: 'cycle/block' }),
        denseMacsPerCycle: measured({ value: 1 / (panelMac * ghz), unit: 'MAC/cycle' }),
        efficiency: stated(1, '1', 'the rates above are what was reached'),
        latencyInterval: interval(
          Math.max(1.3, worst),
          worst > 1.3 ? 'measured' : 'estimated',
          'the worst of the layers that were not fitted, 1.3 at least: they ran again and again, weights warm in the caches',
        ),
        energyInterval: interval(
          Math.max(2, worst),
          'estimated',
          'a factor of 2 at least: power is stated, not measured',
        ),
      },
    },
  };
  return `# Made by sparsewatt calibrate host.\n${stringify(profile, { lineWidth: 0 })}`;
}
