import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { scenarioWithSettings } from '../../sim/scenario/scenario-with-settings.ts';

const text = `# A scenario.
name: plain # short
classes:
  mcu: { deadlineFactor: 2.0, batteryJ: 34 } # per class
  edge-gpu:
    deadlineMs: 40
    environment:
      supply:
        # Of the data sheet.
        capacitor: { capacitanceF: 0.2, fullV: 3, onV: 2, offV: 1 }
policies:
  - dense # first
  # The controller.
  - { policy: budget-controller, quantile: 0.95 }
  - static
`;
const name = 'other';

describe('a scenario with other settings', () => {
  it('is the same text but for its name where nothing is set', () => {
    const same = scenarioWithSettings(text, { name, targetClass: 'mcu' });
    expect(same).toEqual({ text: text.replace('plain', 'other'), left: [] });
  });

  it('keeps comments and every value that is not set', () => {
    const { text: changed, left } = scenarioWithSettings(text, {
      name,
      targetClass: 'mcu',
      deadline: { ms: 30, factor: 2.2 },
      batteryJ: 17,
      replaced: {
        dense: 'dense',
        'budget-controller:quantile=0.95': 'budget-controller:window=10',
        'static-L2': 'static-L2-g1',
      },
    });
    expect(changed.match(/#.*/g)).toEqual(text.match(/#.*/g));
    expect(left).toEqual(['static-L2-g1']);
    const before = parse(text);
    expect(parse(changed)).toEqual({
      ...before,
      name,
      classes: { ...before.classes, mcu: { deadlineFactor: 2.2, batteryJ: 17 } },
      policies: ['dense', { policy: 'budget-controller', window: 10 }, 'static'],
    });
  });

  it('has a governor of its target in the place of the one before, once', () => {
    const governed = (list: string) => `${text}targets:
  - { target: one, runtimes: [a] }
  - target: two # clocked
    runtimes: [a, b]${list}
`;
    const changed = (list: string, before: 'pace' | null, after: 'ondemand' | '80MHz') => {
      const governor = { target: 'two', before, after };
      const found = scenarioWithSettings(governed(list), { name, targetClass: 'mcu', governor });
      expect(found.text).toContain('# clocked');
      expect(parse(found.text).targets[0]).toEqual({ target: 'one', runtimes: ['a'] });
      return parse(found.text).targets[1].governors;
    };
    expect(changed('', null, '80MHz')).toEqual(['80MHz']);
    const two = '\n    governors: [pace, ondemand]';
    expect(changed(two, 'pace', '80MHz')).toEqual(['80MHz', 'ondemand']);
    expect(changed(two, 'pace', 'ondemand')).toEqual(['ondemand']);
  });

  it('goes on stating what the class states: ms, or the capacitance of a store', () => {
    const { text: changed } = scenarioWithSettings(text, {
      name,
      targetClass: 'edge-gpu',
      deadline: { ms: 30, factor: 2.2 },
      store: { capacityJ: 1.8, factor: 2 },
    });
    expect(parse(changed).classes['edge-gpu']).toMatchObject({
      deadlineMs: 30,
      environment: { supply: { capacitor: { capacitanceF: 0.4, fullV: 3 } } },
    });
    expect(changed).toContain('# Of the data sheet.');
  });

  it('adds policies at the end, and says which it cannot name', () => {
    const added = ['budget-controller:quantile=0.9', 'static-L1'];
    const { text: changed, left } = scenarioWithSettings(text, { name, targetClass: 'mcu', added });
    expect(parse(changed).policies.at(-1)).toEqual({ policy: 'budget-controller', quantile: 0.9 });
    expect(left).toEqual(['static-L1']);
  });
});
