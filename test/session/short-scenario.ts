import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../sim/package-root.ts';

/** Writes a scenario of less than a minute on a microcontroller, two cells, into a folder. @returns its path */
export function shortScenario(
  folder: string,
  {
    pairedSeeds = 1,
    horizonS = 30,
    policies = 'dense, static, best-static, random',
    network = join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx'),
  } = {},
): string {
  const file = join(folder, 'short.yaml');
  writeFileSync(
    file,
    `schemaVersion: 1
name: short
title: Half a minute on a microcontroller
network: ${network}
data: degraded-mnist
pairedSeeds: ${pairedSeeds}
horizonS: ${horizonS}
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.3, 0.5], meanMotionS: 10, conditionDwellS: 20 }
classes:
  mcu: { activeShare: 0.5, deadlineFactor: 1.5 }
grid: { zone: FR, year: 2024 }
targets:
  - { target: nucleo-l4r5zi, runtimes: [x-cube-ai-9.0] }
policies: [${policies}]
`,
  );
  return file;
}
