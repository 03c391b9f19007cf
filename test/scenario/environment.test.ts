import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-environment-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const shipped = (name: string) => join(packageRoot(), 'scenarios', name);

/** The industrial sensor, on targets of one class, with this environment. */
async function opened(
  environment: string,
  target = 'nucleo-l4r5zi',
  runtime = 'x-cube-ai-9.0',
  className = 'mcu',
) {
  const text = readFileSync(shipped('industrial-sensor.yaml'), 'utf8')
    .replaceAll('models/', `${shipped('models')}/`)
    .replace(
      /^ {2}mcu: .*$/m,
      `  ${className}: { activeShare: 0.1, deadlineFactor: 2, environment: ${environment} }`,
    )
    .replace(/^targets:[\s\S]*?^(?=#)/m, `targets:\n  - { target: ${target}, runtimes: [${runtime}] }\n`);
  const file = join(folder, 'industrial-sensor.yaml');
  writeFileSync(file, text);
  return openScenario(file, folder);
}

describe('the environment of a class', () => {
  it('becomes levels, powers and times of the simulation', async () => {
    const { environments } = await opened(
      '{ startHour: 6, supply: { capacitor: { capacitanceF: 2, fullV: 3, onV: 2, offV: 1, leakageA: 0.5 }, harvest: { kinetic: { movingW: 1, movingShare: 0.5, meanMovingS: 2 } }, restart: { energyJ: 1, timeMs: 3 } }, sensor: { energyJ: 0.5, timeMs: 2 } }',
    );
    expect(environments.mcu).toEqual({
      startH: 6,
      supply: {
        store: { capacityJ: 9, startJ: 4, offJ: 1, onJ: 4, chargeEfficiency: 1, leakW: 1.5 },
        harvest: { kind: 'kinetic', harvester: { movingW: 1, movingShare: 0.5, meanMovingS: 2 } },
        restartNs: 3e6,
        restartJ: 1,
        checkpoints: 1,
      },
      sensor: { sampleJ: 0.5, sampleNs: 2e6 },
    });
    const { environments: battery } = await opened(
      '{ supply: { battery: { capacityJ: 100, chargedShare: 0.5, cutOffShare: 0.1, selfDischargePerMonth: 0.02 } } }',
    );
    const { store } = battery.mcu!.supply!;
    expect([store.startJ, store.offJ]).toEqual([50, 10]);
    expect(store.onJ).toBeCloseTo(15, 12);
    expect(store.leakW * 30.436875 * 86_400).toBeCloseTo(2, 12);
    const { environments: nothing } = await opened('{ supply: { battery: { capacityJ: 0 } } }');
    expect(nothing.mcu!.supply!.store).toMatchObject({ capacityJ: 0, startJ: 0, offJ: 0 });
  });

  it.each([
    ['{ supply: {} }', /give one of battery and capacitor/],
    ['{ supply: { battery: { capacityJ: -1 } } }', /capacityJ/],
    [
      '{ supply: { battery: { capacityJ: 9, cutOffShare: 0.5, restartShare: 0.4 } } }',
      /must be above cutOffShare/,
    ],
    ['{ supply: { capacitor: { capacitanceF: 1, fullV: 3, onV: 2, offV: 2 } } }', /offV must be below onV/],
    ['{ supply: { battery: { capacityJ: 9 }, harvest: {} } }', /give one of solar, kinetic and trace/],
    [
      '{ supply: { battery: { capacityJ: 9 }, harvest: { solar: { areaM2: 1, efficiency: 0.2, sunriseH: 20 } } } }',
      /must be after sunriseH/,
    ],
    [
      '{ thermal: { ambientC: 25, slowTo: 0.5 } }',
      /leaves out resistanceKPerW.*"nucleo-l4r5zi" has no thermal section/,
    ],
    ['{ thermal: { ambientC: [1, 2], slowTo: 0.5 } }', /ambientC/],
    ['{ background: { share: 0.5, meanBurstS: 1, take: 1 } }', /take/],
    ['{ governor: performance }', /governor/],
  ])('%s is refused, with its place', async (environment, message) => {
    await expect(opened(environment)).rejects.toThrow(message);
    await expect(opened(environment)).rejects.toThrow(/industrial-sensor\.yaml:\d+:\d+/);
  });

  it('of a system has no supply and no temperature', async () => {
    const refused = opened(
      '{ supply: { battery: { capacityJ: 1 } } }',
      'mcu-wakes-orin',
      'published',
      'system',
    );
    await expect(refused).rejects.toThrow(
      /E_ENVIRONMENT.*is simulated for targets of one unit, not for a system/,
    );
  });
});
