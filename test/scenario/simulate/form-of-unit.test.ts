import { describe, expect, test } from 'vitest';
import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import type { TablePair } from '../../../sim/scenario/simulate/cell-input.ts';
import { formOfUnit } from '../../../sim/scenario/simulate/form-of-unit.ts';
import type { ExecutedForm, OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import type { Target } from '../../../sim/targets/target.ts';
import { networks, smallTarget } from './small-target.ts';

const inForm = (table: OutcomeTable, numericForm: ExecutedForm, wrong = 0): OutcomeTable => ({
  ...table,
  key: { ...table.key, numericForm },
  topClass: table.topClass.map((top, i) => (i % 10 < wrong ? 9 : top)),
});
/** In int8 every third answer is wrong. */
const both = networks.map((network) => ({
  ...network,
  others: [{ validation: inForm(network.validation, 'int8', 3), test: inForm(network.test, 'int8', 3) }],
}));

/** Units that compute in the given forms. */
function target(forms: Readonly<Record<string, readonly ExecutedForm[]>>): Target {
  const base = smallTarget(Object.keys(forms));
  return {
    ...base,
    capabilities: (unit) => ({ ...base.capabilities(unit), numericForms: forms[unit]! }),
  };
}

describe('a unit replays the tables of its own form', () => {
  test('and one that computes in several takes the first there is', () => {
    const form = (forms: readonly ExecutedForm[], pair: TablePair & { others?: readonly TablePair[] }) => {
      const { numericForm, pair: found } = formOfUnit(target({ mcu: forms }), 'mcu', pair);
      return [numericForm, found.test.key.numericForm];
    };
    expect(form(['int8'], both[0]!)).toEqual(['int8', 'int8']);
    expect(form(['fp32'], both[0]!)).toEqual(['fp32', 'fp32']);
    expect(form(['int8', 'fp32'], both[0]!)).toEqual(['fp32', 'fp32']);
    // Without tables of its own, its cost is that of its form and the accuracy that of the tables.
    expect(form(['int8'], networks[0]!)).toEqual(['int8', 'fp32']);
  });

  test('so accuracy and choices on one system differ by unit', () => {
    const { options } = buildOptions(target({ mcu: ['int8'], gpu: ['fp32'] }), both);
    for (const option of options) {
      expect(option.accuracyFrom).toBe(option.unit === 'mcu' ? 'int8' : 'fp32');
      expect(option.plan.numericForm).toBe(option.accuracyFrom);
    }
    const [onMcu, onGpu] = ['mcu', 'gpu'].map((unit) => options.find((o) => o.id === `L0@${unit}`)!);
    expect(onMcu!.validation!.accuracy).toBeLessThan(onGpu!.validation!.accuracy - 0.2);
    expect(onMcu!.test!.meanServiceNs).toBe(
      options.find((o) => o.id === 'L0@mcu')!.validation!.meanServiceNs,
    );
  });

  test('tables of other images or points are refused', () => {
    const [ladder] = both;
    const short = { ...ladder!.others[0]!.test, sampleCount: 3 };
    const broken = { ...ladder!, others: [{ ...ladder!.others[0]!, test: short }] };
    expect(() => buildOptions(target({ mcu: ['int8'] }), [broken])).toThrow(
      /int8 hold other numbers of images/,
    );
    const fewer = { ...short, points: short.points.slice(1) };
    expect(() =>
      buildOptions(target({ mcu: ['int8'] }), [{ ...broken, others: [{ validation: short, test: fewer }] }]),
    ).toThrow(/different points/);
  });
});
