import type { PolicyDefinition } from '../../../sim/policies/policy.ts';
import { cellKey } from '../../../sim/report/rank-results.ts';
import type { CellInput } from '../../../sim/scenario/simulate/cell-input.ts';
import type { RequestObserver } from '../../../sim/scenario/simulate/request-observer.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { Timeline } from '../../../sim/scenario/simulate/timeline.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import type { SwarmGroup, SwarmScenario } from '../draw-scenario.ts';
import { reportOf } from './report-of.ts';
import type { SwarmCell, SwarmOutcome, WatchedRun } from './swarm-outcome.ts';
import { witnessed } from './witness.ts';

/** Requests of a run that an observer follows. */
const mostObserved = 250;
const whole = { fromNs: 0, toNs: Number.POSITIVE_INFINITY, mostRecords: Number.POSITIVE_INFINITY };

const nobody = (): RequestObserver => ({
  busy: () => {},
  waiting: () => {},
  ended: () => {},
  battery: () => {},
});

/** Stands in for `simulateRequests`. */
export type Replay = typeof simulateRequests;

/** Simulates and scores one cell through the code of a real run. */
export function simulateOne(
  group: SwarmGroup,
  input: CellInput,
  policies: readonly PolicyDefinition[],
  replay: Replay = simulateRequests,
): SwarmCell {
  const watched: WatchedRun[] = [];
  const run = simulateCell(input, group.target, group.reference, group.networks, group.built, {
    policies,
    replay: (system, trace, original) => {
      const { policy, witness } = witnessed(original);
      const short = trace.timeNs.length <= mostObserved;
      const timeline = short ? new Timeline(system, trace, whole) : null;
      const clocked = (_request: number, clock: number) => {
        witness.clocks.push(clock);
      };
      const observer = timeline ?? (system.clocks ? nobody() : undefined);
      const watch = observer ? { observer: Object.assign(observer, { clocked }) } : {};
      const done = replay(system, trace, policy, watch);
      timeline?.close(done.endNs);
      watched.push({ system, trace, witness, run: done, timeline });
      return done;
    },
  });
  return { name: cellKey(input), group, run, score: scoreCell(run), watched };
}

/** Simulates a whole scenario, in this thread. */
export function simulateScenario(scenario: SwarmScenario, replay?: Replay): SwarmOutcome {
  const cells = scenario.groups.flatMap((group) =>
    group.inputs.map((input) => simulateOne(group, input, scenario.adversaries, replay)),
  );
  return { scenario, cells, report: reportOf(scenario, cells) };
}
