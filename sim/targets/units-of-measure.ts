/** What a number measures. */
export type Dimension =
  | 'frequency'
  | 'time'
  | 'power'
  | 'voltage'
  | 'current'
  | 'energy'
  | 'bytes'
  | 'bandwidth'
  | 'throughput'
  | 'count'
  | 'ratio'
  | 'cycles'
  | 'cycles-per-mac'
  | 'cycles-per-block'
  | 'cycles-per-value'
  | 'cycles-per-byte'
  | 'macs-per-cycle'
  | 'bytes-per-cycle'
  | 'values-per-cycle'
  | 'energy-per-mac'
  | 'energy-per-byte'
  | 'energy-per-event'
  | 'score-per-clock'
  | 'current-per-clock'
  | 'temperature'
  | 'thermal-resistance'
  | 'heat-capacity'
  | 'emissions';

/** Units that a profile may use, by dimension, and what one of them is in SI base units (emissions in grams). */
export const unitsOfMeasure: Readonly<Record<Dimension, Readonly<Record<string, number>>>> = {
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9 },
  time: { ps: 1e-12, ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, min: 60, year: 31557600 },
  power: { nW: 1e-9, uW: 1e-6, mW: 1e-3, W: 1, kW: 1e3 },
  voltage: { mV: 1e-3, V: 1 },
  current: { nA: 1e-9, uA: 1e-6, mA: 1e-3, A: 1 },
  energy: { pJ: 1e-12, nJ: 1e-9, uJ: 1e-6, mJ: 1e-3, J: 1 },
  bytes: { B: 1, KiB: 1024, MiB: 1048576, GiB: 1073741824, kB: 1e3, MB: 1e6, GB: 1e9 },
  bandwidth: { 'B/s': 1, 'kB/s': 1e3, 'MB/s': 1e6, 'GB/s': 1e9 },
  // A multiply-accumulate is two of the operations that data sheets count.
  throughput: { 'MAC/s': 1, 'GMAC/s': 1e9, 'TMAC/s': 1e12, GFLOPS: 0.5e9, TFLOPS: 0.5e12, TOPS: 0.5e12 },
  count: { '1': 1 },
  ratio: { '1': 1, '%': 0.01 },
  cycles: { cycle: 1 },
  'cycles-per-mac': { 'cycle/MAC': 1 },
  'cycles-per-block': { 'cycle/block': 1 },
  'cycles-per-value': { 'cycle/value': 1 },
  'cycles-per-byte': { 'cycle/B': 1 },
  'macs-per-cycle': { 'MAC/cycle': 1 },
  'bytes-per-cycle': { 'B/cycle': 1 },
  'values-per-cycle': { 'value/cycle': 1 },
  'energy-per-mac': { 'pJ/MAC': 1e-12, 'fJ/MAC': 1e-15 },
  'energy-per-byte': { 'pJ/B': 1e-12, 'nJ/B': 1e-9 },
  'energy-per-event': { 'pJ/event': 1e-12, 'nJ/event': 1e-9 },
  'score-per-clock': { 'CoreMark/MHz': 1 },
  'current-per-clock': { 'uA/MHz': 1e-12 },
  temperature: { degC: 1 },
  'thermal-resistance': { 'K/W': 1 },
  'heat-capacity': { 'J/K': 1 },
  // Grams stand for themselves, as seconds do: kilograms would be the SI unit.
  emissions: { gCO2e: 1, kgCO2e: 1000 },
};

/** Factor of every unit to its SI base unit, whatever its dimension. */
export const unitFactors: Readonly<Record<string, number>> = Object.assign(
  {},
  ...Object.values(unitsOfMeasure),
);
