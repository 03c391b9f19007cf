import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../sim/policies/policy-parameter.ts';
import { policyDefinitions } from '../../sim/policies/registry.ts';
import { unmetNeed } from '../../sim/policies/unmet-need.ts';
import { threeLevels } from './made.ts';
import { contextOf } from './small-context.ts';

describe('every policy', () => {
  it('has an id, words for its source and signal, and a default in the range of each parameter', () => {
    const ids = policyDefinitions.map((p) => p.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, source, signal, parameters = {} } of policyDefinitions) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(source.length * signal.length).toBeGreaterThan(0);
      expect(() =>
        valuesOf(parameters, Object.fromEntries(Object.entries(parameters).map(([k, p]) => [k, p.default]))),
      ).not.toThrow();
      for (const { low, high, meaning } of Object.values(parameters)) {
        expect(low).toBeLessThan(high);
        expect(meaning).toMatch(/\.$/);
      }
    }
  });

  it('says what it needs where a plain network has not got it, and runs where it has', () => {
    const plain = contextOf(threeLevels);
    const refused = policyDefinitions.filter((p) => unmetNeed(p, plain) !== null).map((p) => p.id);
    expect(refused).toEqual([
      'block-greedy-gate',
      'skip-multiply',
      'early-exit',
      'layer-skip',
      'nm-switch',
      'delta-threshold',
      'mask-switch',
      'harvest-scheduler',
      'thermal-shift',
      'carbon-aware',
      'carbon-shift',
      'static-partition',
      'least-completion',
      'energy-first',
    ]);
    const rich = contextOf(
      threeLevels.map((o, exit) => ({
        ...o,
        gated: exit === 1,
        traits: {
          exit,
          skippedLayers: exit,
          keptOfGroup: 0.25 * (exit + 1),
          deltaThreshold: exit,
          ...(exit > 0 ? { masked: { of: 'regions' as const, share: 0.1 * exit } } : {}),
        },
      })),
      {
        surroundings: {
          thermal: { throttleC: 80, resumeC: 70 },
          harvest: { capacityJ: 1 },
          intensityChanges: true,
        },
        deadlineNs: 3.6e12,
      },
    );
    const units = rich.options.map((option, i) => ({ ...option, unit: i === 0 ? 'cpu' : 'gpu' }));
    for (const definition of policyDefinitions)
      expect(unmetNeed(definition, { ...rich, options: units })).toBeNull();
    expect(unmetNeed({ needs: ['exit points'] }, plain)).toBe(
      'needs exit points: the network has no exit heads, or the scenario asks for none (points: [exits])',
    );
  });
});
