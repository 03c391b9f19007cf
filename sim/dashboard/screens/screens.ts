import { energyScreen } from './energy/energy.ts';
import { overviewScreen } from './overview/overview.ts';
import { policiesScreen } from './policies/policies.ts';
import type { Screen } from './screen.ts';
import type { ScreenId } from './screen-id.ts';
import { targetsScreen } from './targets/targets.ts';
import { timelineScreen } from './timeline/timeline.ts';
import { whyScreen } from './why/why.ts';

export const screens: Readonly<Record<ScreenId, Screen>> = {
  overview: overviewScreen,
  targets: targetsScreen,
  policies: policiesScreen,
  timeline: timelineScreen,
  energy: energyScreen,
  why: whyScreen,
};
