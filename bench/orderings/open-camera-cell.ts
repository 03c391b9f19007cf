import { type OpenedCell, openCell } from '../../sim/scenario/open-cell.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';

const opened = new Map<string, Promise<OpenedCell>>();

/** A cell of the smart camera at a load of 0.8, from its tables, without the small dense networks; each is opened once. */
export function openCameraCell(target: string, runtime: string): Promise<OpenedCell> {
  const key = `${target} ${runtime}`;
  const cell =
    opened.get(key) ??
    openScenario('smart-camera', process.cwd()).then((scenario) =>
      openCell({ ...scenario, smallDenseFiles: [] }, { target, runtime, load: 0.8 }, {}),
    );
  opened.set(key, cell);
  return cell;
}
