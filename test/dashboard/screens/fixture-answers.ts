import type { Assessment } from '../../../sim/dashboard/screens/energy/assessed.ts';
import type { DecisionLog } from '../../../sim/dashboard/screens/why/decisions.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import type { DashboardState } from '../../../sim/dashboard/state/state.ts';
import type { Want } from '../../../sim/dashboard/state/wants.ts';
import { wantsOf } from '../../../sim/dashboard/state/wants-of.ts';
import type { Questions } from '../../../sim/session/questions.ts';

// Answers of a made-up session: they have the shape of real ones and claim nothing.

const zones: Questions['zones']['answer'] = {
  attribution: 'made up for tests',
  zones: ['DE', 'FR', 'SE', 'US-CAL-CISO'].map((zone, at) => ({
    zone,
    name: `Zone ${zone}`,
    years: [2025, 2024].map((year) => ({ year, gPerKwh: 31 + 100 * at + (2025 - year) })),
  })),
};

const gramsOf = (zone: string, year: number): number =>
  zones.zones.find((one) => one.zone === zone)?.years.find((one) => one.year === year)?.gPerKwh ?? 77;

function assessment(
  { row }: Questions['assess']['question'],
  asked: Questions['assess']['question']['grids'][number],
): Assessment {
  const grid = asked ?? row.ofRun;
  const result = row.results.find(({ denseLoad }) => denseLoad === row.denseLoad)!;
  const cell = row.cells.find(({ denseLoad }) => denseLoad === row.denseLoad)!;
  const energyJ = result.energyPerInferenceJ!;
  const g = gramsOf(grid.zone, grid.year);
  const quantity = (value: number) => ({
    ...{ value, low: value * 0.8, high: value * 1.4, unit: 'gCO2e' },
    tag: 'modelled' as const,
    source: 'made up',
  });
  const useG = (energyJ / 3_600_000) * g;
  const makingG = result.targetClass === 'mcu' ? null : useG / 3;
  const sciG = useG + (makingG ?? 0);
  const sourced = (value: number) => ({ value, low: value / 2, high: value * 2, source: 'made up' });
  return {
    grid: {
      ...grid,
      zoneName: grid.zone,
      gCO2ePerKwh: g,
      low: g,
      high: g,
      hourly: null,
    } as Assessment['grid'],
    row: {
      id: `${cell.target}/${result.policy}`,
      inferences: 1000,
      durationS: 3600,
      energyBoundary: 'board',
      gCO2ePerKwh: g,
      energyPerInference: quantity(energyJ),
      whPer1000Inferences: energyJ / 3.6,
      energyFacilityKwh: (1000 * energyJ) / 3_600_000,
      operational: quantity(useG),
      embodied: makingG === null ? null : quantity(makingG),
      sci: quantity(sciG),
    } as Assessment['row'],
    pue: 1,
    tornado: [
      { assumption: 'Model of the energy at work', atLow: sciG * 0.7, atHigh: sciG * 1.4 },
      { assumption: 'Grid of other years', atLow: sciG * 0.9, atHigh: sciG },
      { assumption: 'Lifetime of the device', atLow: sciG, atHigh: sciG * 1.05 },
    ],
    embodied:
      makingG === null
        ? null
        : { totalG: sourced(150_000), lifetimeS: sourced(94_672_800), resourceShare: 1 },
  };
}

/** A run of 500 requests in which the policy and the clairvoyant differ on every seventh. */
export function fixtureLog(requests = 500): DecisionLog {
  const of = <T>(array: T & { length: number }, value: (at: number) => number): T => {
    for (let at = 0; at < requests; at++) (array as unknown as number[])[at] = value(at);
    return array;
  };
  const floats = (value: (at: number) => number) => of(new Float64Array(requests), value);
  const outcomes = (option: (at: number) => number): DecisionLog['own'] => ({
    option: of(new Int16Array(requests), option),
    right: of(new Uint8Array(requests), (at) => Number(at % 11 !== 0)),
    inTime: of(new Uint8Array(requests), (at) => Number(at % 13 !== 0)),
    latencyNs: floats((at) => (at % 17 === 0 ? Number.NaN : 1e6 + at)),
    joules: floats((at) => 1e-3 * (1 + option(at))),
  });
  return {
    optionIds: ['L0', 'L1', 'L2'],
    always: null,
    deadlineNs: 5e7,
    arrivalNs: floats((at) => at * 1e8),
    own: outcomes((at) => at % 3),
    oracle: outcomes((at) => (at % 7 === 0 ? (at + 1) % 3 : at % 3)),
    saw: {
      timeNs: floats((at) => at * 1e8),
      queueLength: floats((at) => at % 4),
      deadlineLeftNs: floats(() => 5e7),
      lastConfidence: floats(() => 0.9),
      batteryShare: null,
      gridIntensityGPerKwh: null,
      temperatureC: null,
      harvestW: null,
    },
  };
}

const numbers: Questions['numbers']['answer'] = Array.from({ length: 40 }, (_, at) => ({
  profile: 'made-up',
  path: `runtimes.made-up.cyclesPerMac.kind-${at}`,
  value: at === 0 ? null : at,
  low: at % 3 === 0 ? at / 2 : null,
  high: at % 3 === 0 ? at * 2 + 1 : null,
  unit: at % 2 === 0 ? '1' : 'cycle/MAC',
  grade: (['measured', 'fitted', 'vendor', 'pre-silicon', 'estimated'] as const)[at % 5]!,
  source: `source-${at % 4}`,
  sourceTitle: 'A data sheet with a long title, page and table',
  sourceWhere: 'https://example.org/sheet',
  note: at % 5 === 4 ? 'derived from its neighbour' : null,
}));

const answers: { readonly [S in Want['slot']]?: (question: never) => unknown } = {
  zones: () => zones,
  assess: (question: Questions['assess']['question']) =>
    question.grids.map((grid) => assessment(question, grid)),
  report: () => ({ folder: '/tmp/report-fixture', files: ['report.md', 'report.html'], warnings: [] }),
  decisions: () => ({ log: fixtureLog(), repetitions: 5 }),
  explanation: ({ request }: Questions['explanation']['question']) =>
    `request ${request} of 500: ${'a long line '.repeat(20)}\n\nsecond line\n${'more\n'.repeat(60)}end`,
  numbers: () => numbers,
};

/** The state after everything that it wants, of these kinds, was asked and answered. */
export function answered(state: DashboardState): DashboardState {
  let at = state;
  for (let round = 0; round < 3; round++)
    for (const { slot, key, question } of wantsOf(at)) {
      const answer = answers[slot];
      if (!answer) continue;
      at = reduce(at, { type: 'asked', slot, key });
      at = reduce(at, { type: 'answered', slot, key, answer: answer(question as never) as never });
    }
  return at;
}
