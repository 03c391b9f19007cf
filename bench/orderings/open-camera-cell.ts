import { type OpenedCell, openCell } from '../../sim/scenario/open-cell.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';

/** A cell of the smart camera at a load of 0.8, from its tables. */
export async function openCameraCell(target: string, runtime: string): Promise<OpenedCell> {
  const scenario = await openScenario('smart-camera', process.cwd());
  return openCell(scenario, { target, runtime, load: 0.8 }, {});
}
