import { type Quantity, si } from '../quantity.ts';
import type { ClocksPart } from './clocks-schema.ts';

/** What is wrong with the order of a profile's clocks, and at which key; null where nothing is. */
export function clockFault(
  clock: Quantity,
  { points }: ClocksPart,
): { readonly path: readonly (string | number)[]; readonly message: string } | null {
  for (let i = 1; i < points.length; i++) {
    const path = ['clocks', 'points', i];
    if (!(si(points[i]!.clock) > si(points[i - 1]!.clock)))
      return { path: [...path, 'clock'], message: 'must be faster than the point before it' };
    if (si(points[i]!.voltage) < si(points[i - 1]!.voltage))
      return { path: [...path, 'voltage'], message: 'must not be below that of a slower clock' };
  }
  const own = points.filter((point) => si(point.clock) === si(clock));
  if (own.length === 1) return null;
  const listed = points.map((point) => `${point.clock.value} ${point.clock.unit}`).join(', ');
  return {
    path: ['clocks', 'points'],
    message: `must hold the profile's own clock, ${clock.value} ${clock.unit}; there are ${listed}`,
  };
}
