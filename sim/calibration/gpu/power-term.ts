import type { Coefficients } from '../fit/coefficients.ts';
import { type SumPart, SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { busyShares } from './busy-shares.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { type Link, linker } from './links.ts';
import type { GpuPowerPriors } from './power-priors.ts';
import { slowModeUnstated, statedClockShare, usesAccelerators } from './row-traits.ts';

/**
 * Watts at the wall while a system runs a network without a pause: of every card what it draws whatever it does and, by the
 * shares of its time, what arithmetic and memory traffic add, all as shares of its power limit; and the rest of the system.
 * @returns null where card, its limit or network are not known
 */
export function powerTerm(
  row: MeasuredRow,
  facts: GpuFacts,
  coefficients: Coefficients,
  priors: GpuPowerPriors,
): SumTerm | null {
  const fact = gpuFactOf(row, facts);
  const shares = busyShares(row, facts);
  if (!fact?.powerLimitW || !shares) return null;
  const link = linker(coefficients);
  const { targetClass } = fact;
  const cards = row.accelerators * fact.powerLimitW;
  const common: Link[] = [
    ...link(`family ${row.family}`, { spread: priors.family.level }),
    ...link(`chip ${row.chip}`, { spread: priors.chip.level }),
    ...link(`network ${row.network}`, { spread: priors.network.level }),
    ...(row.mode === null
      ? []
      : link(`${row.mode} of ${row.device} under ${row.runtime}`, priors.modeOnRuntime[fact.targetClass])),
  ];
  const own = priors[targetClass];
  const of = (name: keyof typeof own) => link(`${name}, ${targetClass}`, own[name]);
  const slow = slowModeUnstated(row) ? of('slowMode') : [];
  // A power cap holds the whole card down; a lower clock of a board only what switches with it.
  const capped = targetClass === 'server-gpu' ? slow : [];
  const clock = [
    ...(targetClass === 'edge-gpu' ? slow : []),
    ...link('clock', priors.clock, Math.log(statedClockShare(row, fact.clockHz))),
  ];
  const helped = row.scenario === 'Offline' && fact.acceleratorMacsPerS > 0 && usesAccelerators(row);
  const help = helped ? link('accelerators', priors.accelerators) : [];
  const parts: SumPart[] = [
    { amount: cards, coefficients: [...common, ...capped, ...of('idle')], cause: 'static' },
    {
      amount: cards * shares.arithmetic,
      coefficients: [...common, ...capped, ...clock, ...of('arithmetic'), ...help],
      cause: 'compute',
    },
    {
      amount: cards * shares.memory,
      coefficients: [...common, ...capped, ...clock, ...of('memory'), ...help],
      cause: 'memory',
    },
    {
      amount: targetClass === 'server-gpu' ? 1 : Math.sqrt(fact.powerLimitW),
      coefficients: of('rest'),
      cause: 'static',
    },
    ...(targetClass === 'server-gpu'
      ? [{ amount: row.accelerators, coefficients: of('restPerCard'), cause: 'static' as const }]
      : []),
  ];
  return new SumTerm(parts);
}
