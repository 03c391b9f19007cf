import type { TargetClass } from '../../targets/target.ts';

/** Plain names of target classes. */
export const className: Readonly<Record<TargetClass, string>> = {
  'server-cpu': 'server CPU',
  'server-gpu': 'server GPU',
  'edge-gpu': 'edge GPU',
  'sbc-cpu': 'single-board CPU',
  phone: 'phone CPU',
  mcu: 'microcontroller',
  neuromorphic: 'neuromorphic chip',
  'spiking-chip': 'spiking chip',
  system: 'two-unit system',
};
