import type { ReactNode } from 'react';
import type { DashboardState } from '../state/state.ts';
import { EnergyView } from './energy/energy-view.tsx';
import { OverviewView } from './overview/overview-view.tsx';
import { PoliciesView } from './policies/policies-view.tsx';
import type { ScreenId } from './screen-id.ts';
import { TargetsView } from './targets/targets-view.tsx';
import { TimelineView } from './timeline/timeline-view.tsx';
import { WhyView } from './why/why-view.tsx';

/** How each screen looks: as many lines as `bodyHeight` has. */
export const screenViews: Readonly<
  Record<ScreenId, (props: { readonly state: DashboardState }) => ReactNode>
> = {
  overview: OverviewView,
  targets: TargetsView,
  policies: PoliciesView,
  timeline: TimelineView,
  energy: EnergyView,
  why: WhyView,
};
