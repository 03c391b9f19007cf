import { expect, it } from 'vitest';
import { classModels } from '../../sim/calibration/class-models.ts';
import { calibrate } from '../../sim/predict/calibrate.ts';

it.each(['server-gpu', 'sparse', 'npu'] as const)(
  'calibrate tells rows and coefficients of every model of %s but energies made of others',
  async (name) => {
    const told = (await calibrate(name)).models;
    const own = (await classModels(undefined, name)).map(({ quantity }) => quantity);
    const made = name === 'npu' ? [] : ['energy'];
    expect(told.map(({ quantity }) => quantity)).toEqual(own.filter((one) => !made.includes(one)));
    for (const { rows, coefficients } of told) {
      expect(rows.length).toBeGreaterThan(0);
      expect(coefficients.length).toBeGreaterThan(0);
    }
  },
);
