import { openCell } from '../../sim/scenario/open-cell.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { policyNamed } from '../../sim/scenario/policy-named.ts';
import type { CellInput } from '../../sim/scenario/simulate/cell-input.ts';
import { openPolicyRun } from '../../sim/scenario/simulate/open-policy-run.ts';
import type { RequestRun } from '../../sim/scenario/simulate/request-run.ts';

/** An hour of independent requests on one unit, ready to be simulated again and again. */
export interface OpenHour {
  readonly timeNs: Float64Array;
  readonly serviceNs: number;
  /** Simulates it. */
  run(): RequestRun;
  /** Draws the requests and opens the cell, pilot runs included. */
  open(): void;
}

/** `requests` in an hour, about, on one target of the smart camera, under one policy. */
export async function openHour(target: string, policy: string, requests: number): Promise<OpenHour> {
  const scenario = await openScenario('smart-camera', process.cwd());
  const cell = await openCell(scenario, { target }, { threads: 1 });
  const input: CellInput = {
    ...cell.input,
    horizonS: 3600,
    arrivals: { activeShare: 1, meanMotionS: 1, shape: { kind: 'poisson' }, ratePerS: requests / 3600 },
  };
  const { target: chip, reference, networks, built } = cell;
  const definition = policyNamed(scenario.file, policy, built.options);
  const open = () => {
    const opened = openPolicyRun(input, chip, reference, networks, built, definition, 0);
    if (!('run' in opened)) throw new Error(`${policy} does not run on ${target}`);
    return opened;
  };
  const { trace, system, run } = open();
  const dense = system.options[0]!;
  return {
    timeNs: trace.timeNs,
    serviceNs: Math.round(dense.meanServiceNs),
    run: () => run({}),
    open: () => void open(),
  };
}
