import type { CellChange, CellClocks } from '../../../session/questions.ts';
import type { Knob } from './knob.ts';
import { type KnobFacts, ladderKnob } from './ladder-knob.ts';

type GovernorName = NonNullable<CellClocks['governor']>;

/** Governors that choose anew for each pass; the others are a clock. */
const choosing = ['pace', 'ondemand', 'schedutil'] as const;

/** Stands for the first of them on the knob's scale, which is MHz: above any clock. */
const firstChoosing = 1e6;

/** Who chooses the clock of each pass: one of the profile's for all of them, or a governor. */
export function clockKnob({ fixed, own, governor }: CellClocks, settings: CellChange): Knob {
  const mhz = fixed.map(Number.parseFloat);
  const words = new Map<string, number>([
    ...choosing.map((name, at) => [name, firstChoosing + at] as const),
    ['performance', mhz.at(-1)!],
    ['powersave', mhz[0]!],
  ]);
  const mhzOf = (name: GovernorName) => words.get(name) ?? Number.parseFloat(name);
  const named = (value: number): GovernorName =>
    choosing[value - firstChoosing] ?? fixed[mhz.indexOf(value)]!;
  const usual = mhzOf(governor ?? own);
  const facts: KnobFacts = {
    id: 'clock',
    name: 'clock',
    unit: 'MHz',
    value: settings.governor === undefined ? usual : mhzOf(settings.governor),
    usual,
    meaning: 'of all passes, or the governor that chooses it for each',
    range: `${mhz.join(', ')} MHz, ${choosing.join(', ')}`,
    words,
    text: (value) => choosing[value - firstChoosing] ?? `${value} MHz`,
    apply: (at, value) => ({ ...at, governor: value === usual ? undefined : named(value) }),
  };
  const clocks = ladderKnob(facts, mhz, { nearest: 'the nearest clock of the profile' });
  const all = ladderKnob(facts, [...mhz, ...choosing.map((_, at) => firstChoosing + at)], 'any');
  return { ...all, snap: (asked) => (asked >= firstChoosing ? all : clocks).snap(asked) };
}
