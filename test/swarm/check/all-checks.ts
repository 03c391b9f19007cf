import { allFinite } from './all-finite.ts';
import { batteryOnlyDrains } from './battery-only-drains.ts';
import { boundsHold } from './bounds-hold.ts';
import type { Check } from './check.ts';
import { energyAddsUp } from './energy-adds-up.ts';
import { ladderNested } from './ladder-nested.ts';
import { latencyCoversService } from './latency-covers-service.ts';
import { memoryVerdictsAgree } from './memory-verdicts-agree.ts';
import { replayAgrees } from './replay-agrees.ts';
import { reportValid } from './report-valid.ts';
import { requestsEndOnce } from './requests-end-once.ts';
import { sameInputs } from './same-inputs.ts';
import { scoreFollowsDefinitions } from './score-follows-definitions.ts';
import { timeRunsForward } from './time-runs-forward.ts';
import { timelineAgrees } from './timeline-agrees.ts';
import { utilisationAtMostOne } from './utilisation-at-most-one.ts';

/** Every invariant of one outcome, by name. Those of two runs against each other are in `reruns`. */
export const allChecks: Readonly<Record<string, Check>> = {
  'energy adds up': energyAddsUp,
  'time runs forward': timeRunsForward,
  'requests end once': requestsEndOnce,
  'ladder is nested': ladderNested,
  'bounds hold': boundsHold,
  'all is finite': allFinite,
  'latency covers service': latencyCoversService,
  'utilisation is at most one': utilisationAtMostOne,
  'battery only drains': batteryOnlyDrains,
  'memory verdicts agree': memoryVerdictsAgree,
  'report is valid': reportValid,
  'same inputs': sameInputs,
  'score follows definitions': scoreFollowsDefinitions,
  'replay agrees': replayAgrees,
  'timeline agrees': timelineAgrees,
};
