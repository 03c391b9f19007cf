import { z } from 'zod';

const atLeast0 = () => z.number().min(0);
const positive = () => z.number().gt(0);
const share = () => z.number().min(0).max(1);
const hour = () => z.number().min(0).max(1000);

const battery = z
  .strictObject({
    capacityJ: atLeast0().describe('Full charge, J: 1 Wh is 3600 J. Zero: nothing ever runs.'),
    chargedShare: share().default(1).describe('Charge at the start of a run.'),
    cutOffShare: z.number().min(0).lt(1).default(0).describe('The load is cut off at this charge.'),
    restartShare: share()
      .optional()
      .describe('And connected again at this one; default: 5 points above cutOffShare.'),
    selfDischargePerMonth: z.number().min(0).lt(1).default(0).describe('Share of the capacity, a month.'),
    chargeEfficiency: z.number().gt(0).max(1).default(1).describe('Share of what comes in that is stored.'),
  })
  .describe('A battery, charged where something is harvested.');

const capacitor = z
  .strictObject({
    capacitanceF: positive().describe('F; the energy at a voltage V is C V^2 / 2.'),
    fullV: positive().describe('The charger goes no higher.'),
    onV: positive().describe('The load is connected at this voltage,'),
    offV: atLeast0().describe('and cut off at this one.'),
    startV: atLeast0().optional().describe('At the start of a run; default: onV.'),
    leakageA: atLeast0().default(0).describe('Leakage current; counted at fullV all the time.'),
    chargeEfficiency: z.number().gt(0).max(1).default(1).describe('Share of what comes in that is stored.'),
  })
  .describe('A capacitor between a harvester and the load.');

const solar = z
  .strictObject({
    areaM2: positive().describe('Of the cells, m2.'),
    efficiency: z.number().gt(0).max(1).describe('Electrical over light power, converter included.'),
    peakWPerM2: positive()
      .max(1400)
      .default(1000)
      .describe(
        'Light at its brightest, W/m2: 1000 in the test conditions of IEC 61215, 1361 above the air (Kopp and Lean 2011).',
      ),
    shape: z
      .enum(['half-sine', 'flat'])
      .default('half-sine')
      .describe('Half-sine for a panel that lies still, flat for one that is turned to the sun.'),
    dayH: positive().max(1000).default(24).describe('Length of a day, h: 24, or an orbit.'),
    sunriseH: hour().default(6),
    sunsetH: positive().max(1000).default(18).describe('Dark from here on to the next sunrise.'),
    cloudShare: share()
      .default(0)
      .describe('Share of the time with a cloud before the sun, drawn by the seed.'),
    meanCloudS: positive().default(600).describe('Mean length of that, s.'),
    cloudLight: share().default(0.25).describe('Share of the light that a cloud lets through.'),
  })
  .refine((panel) => panel.sunriseH < panel.sunsetH && panel.sunsetH <= panel.dayH, {
    path: ['sunsetH'],
    params: { code: 'E_SUN' },
    message: 'must be after sunriseH and within dayH',
  });

const kinetic = z.strictObject({
  movingW: positive().describe('Electrical power while its wearer or machine moves, W.'),
  movingShare: share().describe('Share of the time.'),
  meanMovingS: positive().describe('Mean length of a movement, s.'),
});

const one = (object: object) => Object.values(object).filter((value) => value !== undefined).length === 1;

const supply = z
  .strictObject({
    battery: battery.optional(),
    capacitor: capacitor.optional(),
    harvest: z
      .strictObject({
        solar: solar.optional(),
        kinetic: kinetic.optional(),
        trace: z
          .string()
          .min(1)
          .optional()
          .describe(
            'CSV of timeS,powerW, times from 0 on, each power until the next; relative to this file.',
          ),
      })
      .refine(one, { params: { code: 'E_HARVEST' }, message: 'give one of solar, kinetic and trace' })
      .optional()
      .describe('Where energy comes from; absent: from nowhere.'),
    restart: z
      .strictObject({ energyJ: atLeast0(), timeMs: atLeast0() })
      .default({ energyJ: 0, timeMs: 0 })
      .describe('What it takes to boot after the load was cut off.'),
    checkpoints: z
      .int()
      .min(1)
      .max(10_000)
      .default(1)
      .describe(
        'Equal parts of an inference after each of which its progress is kept in memory that keeps it.',
      ),
  })
  .refine(({ battery: b, capacitor: c }) => one({ b, c }), {
    params: { code: 'E_STORE' },
    message: 'give one of battery and capacitor',
  })
  .refine(({ capacitor: c }) => !c || (c.offV < c.onV && c.onV <= c.fullV && (c.startV ?? 0) <= c.fullV), {
    path: ['capacitor'],
    params: { code: 'E_STORE' },
    message: 'offV must be below onV, and onV and startV at most fullV',
  })
  .refine(({ battery: b }) => !b || (b.restartShare ?? 1) > b.cutOffShare, {
    path: ['battery', 'restartShare'],
    params: { code: 'E_STORE' },
    message: 'must be above cutOffShare',
  })
  .describe('The only energy there is. When it ends, requests are dropped until it is back.');

const thermal = z
  .strictObject({
    ambientC: z
      .union([z.number().min(-273).max(200), z.array(z.number().min(-273).max(200)).length(24)])
      .describe('Of the air, degrees Celsius: one value, or 24 for the hours of the day.'),
    slowTo: z.number().gt(0).max(1).describe('Share of full speed while it is slowed down.'),
    resistanceKPerW: positive().optional().describe('From chip to air; default: of the profile.'),
    capacityJPerK: positive().optional().describe('Of chip, spreader and case; default: of the profile.'),
    throttleC: z.number().optional().describe('It slows down from here on; default: of the profile.'),
    resumeC: z.number().optional().describe('And runs freely again below; default: of the profile.'),
  })
  .describe('The unit warms up by what it spends.');

const background = z
  .strictObject({
    share: share().describe('Share of the time in which other work runs on a unit.'),
    meanBurstS: z.number().min(1e-6).describe('Mean length of a burst of it, s (exponential).'),
    take: z.number().min(0).lt(1).describe('Share of the unit that it takes meanwhile.'),
  })
  .describe('Other work on every unit. Its energy is not counted, the waiting for it is.');

const sensor = z
  .strictObject({
    energyJ: atLeast0().describe('Of one sample, J; cause `sensor`.'),
    timeMs: atLeast0().default(0).describe('From the trigger to the sample, ms: a request waits for it.'),
  })
  .describe('Every request begins with a sample.');

const link = z
  .strictObject({
    downShare: z.number().min(0).lt(1).describe('Share of the time in which it is down, drawn by the seed.'),
    meanDownS: z.number().min(1e-6).describe('Mean length of that, s (exponential).'),
  })
  .describe('Link to the units after the first of a system: while it is down they take in no request.');

/** What surrounds the targets of a class. */
export const environmentSchema = z
  .strictObject({
    startHour: hour().default(0).describe('Time of day at the start of a run, h.'),
    supply: supply.optional(),
    thermal: thermal.optional(),
    background: background.optional(),
    sensor: sensor.optional(),
    link: link.optional(),
  })
  .describe('What surrounds the targets of this class, on the clock of the simulation; docs/scenarios.md.');

export type EnvironmentFile = z.output<typeof environmentSchema>;
