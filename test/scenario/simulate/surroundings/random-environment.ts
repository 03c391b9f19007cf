import type { EnvironmentPlan } from '../../../../sim/scenario/simulate/surroundings/environment-plan.ts';
import type { Dice } from '../random-system.ts';

/** Any parts of an environment, on the scale of a run that spends `spentJ` in `horizonNs`. */
export function randomEnvironment(dice: Dice, spentJ: number, horizonNs: number): EnvironmentPlan {
  const { share, one } = dice;
  const capacityJ = one([0, 0.02, 0.3, 2, 50]) * (spentJ + 1e-9) * (0.5 + share());
  const offJ = one([0, 0.3]) * capacityJ;
  const onJ = capacityJ > 0 ? offJ + (0.05 + 0.95 * share()) * (capacityJ - offJ) : 1;
  const meanW = (spentJ / horizonNs) * 1e9;
  const horizonS = horizonNs * 1e-9;
  return {
    startH: 0,
    ...(share() < 0.7
      ? {
          supply: {
            store: {
              capacityJ,
              startJ: share() * capacityJ,
              offJ,
              onJ,
              chargeEfficiency: one([1, 0.7]),
              leakW: one([0, 0.1]) * meanW,
            },
            ...(share() < 0.8
              ? {
                  harvest: {
                    kind: 'kinetic' as const,
                    harvester: {
                      movingW: meanW * 4 * share(),
                      movingShare: one([0.2, 0.8, 1]),
                      meanMovingS: horizonS / 10,
                    },
                  },
                }
              : {}),
            restartNs: one([0, 1000, 100_000]),
            restartJ: one([0, 0.5]) * (onJ - offJ) * share(),
            checkpoints: one([1, 1, 7]),
          },
        }
      : {}),
    ...(share() < 0.4
      ? {
          thermal: {
            resistanceKPerW: 10 / (meanW + 1e-9),
            capacityJPerK: (spentJ + 1e-9) / 100,
            throttleC: 32,
            resumeC: 31,
            slowTo: one([1, 0.5, 0.2]),
            ambientC: one([[25], Array.from({ length: 24 }, (_, hour) => 20 + hour)]),
          },
        }
      : {}),
    ...(share() < 0.4 ? { background: { share: 0.4, meanBurstS: horizonS / 20 + 1e-6, take: 0.6 } } : {}),
    ...(share() < 0.4
      ? { sensor: { sampleJ: one([0, 0.001]) * spentJ, sampleNs: one([0, 1000, 1e6]) } }
      : {}),
  };
}
