import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { chooseStatic, isFeasible } from '../../sim/policies/choose-static.ts';
import type { OptionTraits } from '../../sim/policies/policy.ts';
import { policyDefinitions, policyIds, resolvePolicies } from '../../sim/policies/registry.ts';
import { contextOf, observation } from './small-context.ts';

const ladder = [
  { id: 'L0', wrong: 0.02, serviceNs: 800, energyJ: 8 },
  { id: 'L1', wrong: 0.05, serviceNs: 400, energyJ: 4 },
  { id: 'L2', wrong: 0.2, serviceNs: 100, energyJ: 1 },
  { id: 'L1-g1', wrong: 0.06, serviceNs: 350, energyJ: 3.5, gated: true },
];
const create = (id: string, context = contextOf(ladder)) =>
  policyDefinitions.find((p) => p.id === id)!.create(context);
const chosen = (id: string, context = contextOf(ladder), seen = observation()) =>
  context.options[create(id, context).decide(seen)]!.id;

describe('choice of a single option', () => {
  it('takes the cheapest feasible one, else the most often right and in time', () => {
    const share = fc.constantFrom(0, 0.005, 0.05, 0.3, 1);
    const option = fc.record({
      id: fc.uuid(),
      wrong: share,
      missShare: share,
      serviceNs: fc.constant(10),
      energyJ: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(option, { minLength: 1, maxLength: 8 }), (options) => {
        const context = contextOf(options);
        const { option: best, feasible } = chooseStatic(context.options, context);
        const candidates = context.options.filter((o) => isFeasible(o, context));
        expect(feasible).toBe(candidates.length > 0);
        if (feasible)
          for (const o of candidates) expect(best.pilotEnergyJ).toBeLessThanOrEqual(o.pilotEnergyJ);
        else {
          const right = (o: typeof best) => o.validationAccuracy * (1 - o.pilotMissShare);
          for (const o of context.options) expect(right(best)).toBeGreaterThanOrEqual(right(o));
        }
      }),
      { seed: 42, numRuns: 200 },
    );
    expect(() => chooseStatic([], contextOf(ladder))).toThrow(/nothing fits/);
  });

  it('asks for the lower end of the interval, not for the mean', () => {
    const context = contextOf([{ id: 'L0', wrong: 0.1, serviceNs: 1, energyJ: 1 }], { accuracyFloor: 0.9 });
    expect(isFeasible(context.options[0]!, context)).toBe(false);
    expect(isFeasible(context.options[0]!, { ...context, accuracyFloor: 0.88 })).toBe(true);
  });
});

describe('policies', () => {
  it('dense takes the dense network, or the densest level without one', () => {
    expect(chosen('dense')).toBe('L0');
    const withDense = contextOf([
      ...ladder,
      { id: 'dense', wrong: 0.02, serviceNs: 800, energyJ: 8, role: 'dense' },
    ]);
    expect(chosen('dense', withDense)).toBe('dense');
    const point = (id: string, traits: OptionTraits) => ({
      id,
      wrong: 0.1,
      serviceNs: 800,
      energyJ: 8,
      traits,
    });
    const masked = { of: 'channels', share: 0.5 } as const;
    // The last reading is of a point with a mask: the whole network is read last without one.
    const spiking = [point('t8-c', { exit: 8, masked }), point('t4', { exit: 4 }), point('t2', { exit: 2 })];
    const same = contextOf(spiking);
    const options = same.options.map((option) => ({ ...option, sparsity: 0 }));
    expect(chosen('dense', { ...same, options })).toBe('t4');
    const higher = contextOf([point('t4-h', { exit: 4, thresholdFactor: 1.25 }), point('t4', { exit: 4 })]);
    const even = higher.options.map((option) => ({ ...option, sparsity: 0 }));
    expect(chosen('dense', { ...higher, options: even })).toBe('t4');
  });

  it('best static and activation gate keep to the cheapest that holds the floor', () => {
    expect(chosen('best-static')).toBe('L1-g1');
    expect(chosen('activation-gate')).toBe('L1-g1');
    expect(chosen('best-static', contextOf(ladder, { accuracyFloor: 0.97 }))).toBe('L0');
    const open = contextOf(ladder.slice(0, 3));
    expect(create('activation-gate', open).note).toMatch(/no gated point; acts as best-static \(L1\)/);
  });

  it('random uses every choice about equally, and the same again after a reset', () => {
    const policy = create('random');
    const draw = () => Array.from({ length: 400 }, (_, request) => policy.decide(observation({ request })));
    policy.reset!(new RandomStream(5, 'test', 'random'));
    const first = draw();
    policy.reset!(new RandomStream(5, 'test', 'random'));
    expect(draw()).toEqual(first);
    for (let o = 0; o < 4; o++) expect(first.filter((x) => x === o).length).toBeGreaterThan(60);
  });

  it('the deadline controller gives way to shorter deadlines and longer queues', () => {
    const relaxed = contextOf(ladder);
    expect(chosen('deadline-controller', relaxed, observation({ deadlineLeftNs: 5000 }))).toBe('L0');
    expect(chosen('deadline-controller', relaxed, observation({ deadlineLeftNs: 900 }))).toBe('L1');
    expect(chosen('deadline-controller', relaxed, observation({ deadlineLeftNs: 900, queueLength: 3 }))).toBe(
      'L2',
    );
    expect(chosen('deadline-controller', relaxed, observation({ deadlineLeftNs: -5 }))).toBe('L2');
  });

  it('the deadline controller learns a slow-down and forgets it on reset', () => {
    const context = contextOf(ladder);
    const policy = create('deadline-controller', context);
    const slow = {
      request: 0,
      option: 0,
      pass: 0,
      confidence: 1,
      serviceNs: 2400,
      deadlineLeftNs: 0,
      queueLength: 0,
    };
    const decide = () => context.options[policy.decide(observation({ deadlineLeftNs: 1600 }))]!.id;
    expect(decide()).toBe('L0');
    for (let i = 0; i < 50; i++) policy.review!(slow);
    expect(decide()).toBe('L1');
    policy.reset!(context.random);
    expect(decide()).toBe('L0');
  });

  it('refinement starts with an option that alone breaks the floor and refines only the unsure, in time', () => {
    const context = contextOf(ladder, { accuracyFloor: 0.94 }, ({ always }) => ({
      energyPerInferenceJ: always === undefined ? 2 : 8,
      accuracy: 0.95,
      missShare: 0,
    }));
    const policy = create('confidence-refinement', context);
    expect(context.options[policy.decide(observation())]!.id).toBe('L2');
    const result = { request: 0, option: 2, pass: 0, serviceNs: 100, deadlineLeftNs: 900, queueLength: 0 };
    const second = policy.review!({ ...result, confidence: 0.15 });
    expect(context.options[second]!.id).not.toBe('L2');
    expect(policy.review!({ ...result, confidence: 0.99 })).toBe(-1);
    expect(policy.review!({ ...result, confidence: 0.15, deadlineLeftNs: 10 })).toBe(-1);
    expect(policy.review!({ ...result, option: second, pass: 1, confidence: 0.15 })).toBe(-1);
  });

  it('refinement falls back where no pair is in time, and says so', () => {
    const late = contextOf(ladder, { accuracyFloor: 0.94, deadlineNs: 420 });
    const policy = create('confidence-refinement', late);
    expect(policy.note).toMatch(/no pair keeps floor, deadline and load.*acts as best-static/);
    expect(policy.always).toEqual(expect.any(Number));
    expect(policy.always).toBe(create('best-static', late).always);
  });

  it('refinement keeps to the best static option where pairs cost as much', () => {
    const same = contextOf(ladder, { accuracyFloor: 0.94 }, () => ({
      energyPerInferenceJ: 8,
      accuracy: 0.95,
      missShare: 0,
    }));
    const policy = create('confidence-refinement', same);
    expect(policy.note).toMatch(/no pair costs less.*acts as best-static \(L0\)/);
    expect(policy.always).toBe(0);
  });

  it('battery aware saves in time for the end, and gives up nothing where no option is cheaper', () => {
    const context = contextOf(ladder, { hasBattery: true });
    const policy = create('battery-aware', context);
    const at = (batteryShare: number) =>
      context.options[policy.decide(observation({ timeNs: 1e6, batteryShare }))]!.id;
    expect(at(0)).toBe('L2');
    expect(at(0.06)).toBe('L0');
    const dear = contextOf(
      ladder.map((o) => ({ ...o, energyJ: 8 })),
      { hasBattery: true },
    );
    expect(create('battery-aware', dear).always).toBe(0);
  });

  it('battery aware saves more the further the charge is below its plan', () => {
    const context = contextOf(ladder, { hasBattery: true });
    const policy = create('battery-aware', context);
    const energyAt = (batteryShare: number) =>
      context.options[policy.decide(observation({ timeNs: 5e5, batteryShare }))]!.meanMarginalEnergyJ;
    const energies = [0.9, 0.5, 0.48, 0.46, 0.3].map(energyAt);
    expect(energies[0]).toBe(8);
    expect(energies.at(-1)).toBe(1);
    for (let i = 1; i < energies.length; i++) expect(energies[i]!).toBeLessThanOrEqual(energies[i - 1]!);
  });
});

describe('registry', () => {
  const options = [...ladder, { id: 'small-dense-050', role: 'small-dense' as const }].map((o) => ({
    id: o.id,
    role: 'role' in o ? o.role : ('ladder' as const),
    gated: 'gated' in o && o.gated === true,
  }));

  it('spreads groups out, keeps the order of the list and names each policy once', () => {
    const ids = resolvePolicies(
      ['dense', 'static', 'static-L1', 'small-dense', 'static-L1-g1', 'dense'],
      options,
    ).map((p) => p.id);
    expect(ids).toEqual(['dense', 'static-L0', 'static-L1', 'static-L2', 'small-dense-050', 'static-L1-g1']);
  });

  it('knows every listed name and refuses unknown ones with what there is', () => {
    for (const id of policyIds) expect(resolvePolicies([id], options)).not.toEqual([]);
    expect(() => resolvePolicies(['static-L9'], options)).toThrow(
      /unknown policy "static-L9"; known are .*static-L2/,
    );
    expect(() => resolvePolicies(['static-L0'], options)[0]!.create(contextOf(ladder.slice(1)))).toThrow(
      /no option L0 fits here; there are L1, L2/,
    );
  });
});
