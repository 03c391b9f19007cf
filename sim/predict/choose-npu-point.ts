import type { NpuProfile } from '../targets/npu/profile-schema.ts';
import { si } from '../targets/quantity.ts';
import type { PredictOptions } from './predict-options.ts';
import { refusal } from './refusal.ts';
import type { RunPoint } from './run-point.ts';

type Point = NpuProfile['operatingPoints'][number];

/** Clocks and supplies are asked for as they are published: to three digits. */
const isNear = (asked: number, stated: number): boolean => Math.abs(asked / stated - 1) < 0.005;

const clockOf = ({ clock }: Point): number | null => (clock ? si(clock) / 1e6 : null);

function described(point: Point): string {
  const { name, supply, coreVoltage, powerLimit } = point;
  const clock = clockOf(point);
  const parts = [
    ...(clock === null ? [] : [`${clock} MHz`]),
    ...(supply ? [`${si(supply)} V`] : []),
    ...(coreVoltage ? [`core at ${si(coreVoltage)} V`] : []),
    ...(powerLimit ? [`mode ${point.mode ?? name}`] : []),
  ];
  return `${name} (${parts.join(', ')})`;
}

/**
 * The operating point of an NPU that has the clock, supply, regulator and mode that were asked for; the first one where
 * several have.
 * @throws InputError where none has, with all points
 */
export function chooseNpuPoint(
  { id, operatingPoints }: NpuProfile,
  asked: Pick<PredictOptions, 'clockMhz' | 'supplyV' | 'regulator' | 'mode'>,
): RunPoint {
  const { clockMhz, supplyV, regulator, mode } = asked;
  const fits = operatingPoints.filter((point) => {
    const clock = clockOf(point);
    return (
      (clockMhz === undefined || (clock !== null && isNear(clockMhz, clock))) &&
      (supplyV === undefined || (point.supply !== undefined && isNear(supplyV, si(point.supply)))) &&
      (regulator === undefined || regulator === point.regulator) &&
      (mode === undefined || mode === (point.mode ?? point.name))
    );
  });
  const point = fits[0];
  if (!point) {
    const what = [
      ...(clockMhz === undefined ? [] : [`${clockMhz} MHz`]),
      ...(supplyV === undefined ? [] : [`${supplyV} V`]),
      ...(regulator === undefined ? [] : [`regulator ${regulator}`]),
      ...(mode === undefined ? [] : [`mode ${mode}`]),
    ];
    throw refusal('E_OPERATING_POINT', `${id} has no operating point with ${what.join(', ')}.`, {
      allowed: operatingPoints.map(described),
    });
  }
  const notes =
    operatingPoints.length > 1 && fits.length > 1
      ? [
          `operating point ${described(point)} was chosen; there are also ${fits.slice(1).map(described).join(', ')}`,
        ]
      : [];
  return {
    clockMhz: clockOf(point),
    supplyV: point.supply ? si(point.supply) : null,
    regulator: point.regulator ?? null,
    threads: null,
    mode: point.mode ?? null,
    batch: 1,
    usual: [],
    notes,
  };
}
