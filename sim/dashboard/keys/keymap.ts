import type { ScreenId } from '../screens/screen-id.ts';
import type { Binding as AnyBinding } from './binding.ts';
import { energyKeys } from './energy-keys.ts';
import { generalKeys } from './general-keys.ts';
import { knobKeys } from './knob-keys.ts';
import { paneKeys } from './pane-keys.ts';
import { playbackKeys } from './playback-keys.ts';
import { policiesKeys } from './policies-keys.ts';
import { tableKeys } from './table-keys.ts';
import { timelineKeys } from './timeline-keys.ts';
import { whyKeys } from './why-keys.ts';

const all = [
  ...generalKeys,
  ...knobKeys,
  ...policiesKeys,
  ...timelineKeys,
  ...energyKeys,
  ...whyKeys,
  ...playbackKeys,
  ...paneKeys,
  ...tableKeys,
] as const;

/** What a key does. */
export type Action = (typeof all)[number]['action'];

export type Binding = AnyBinding<Action>;

/** The one table behind dispatch, footer, help overlay and documentation. Footer hints come in this order. */
export const keymap: readonly Binding[] = all;

/** Whether a binding works on a screen. */
export function worksOn(binding: Binding, screen: ScreenId): boolean {
  return binding.on === undefined || binding.on.includes(screen);
}

/** What the key is bound to on a screen, or undefined. */
export function bindingFor(key: string, screen: ScreenId): Binding | undefined {
  const bound = keymap.filter((binding) => binding.keys.includes(key) && worksOn(binding, screen));
  return bound.find(({ on }) => on !== undefined) ?? bound[0];
}
