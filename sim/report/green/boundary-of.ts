import type { GreenReport } from './schema/green-report-schema.ts';
import type { ReportSettings } from './settings-schema.ts';

/**
 * What a report counts and what it leaves out, each with its reason.
 * @param sensed the scenario has a sensor, whose samples are in the ledger
 * @param made the making of how many of the rows' devices is assessed
 */
export function boundaryOf(
  settings: ReportSettings,
  sensed: boolean,
  made: 'all' | 'some' | 'none',
): GreenReport['boundary'] {
  const facility = {
    what: 'cooling and power supply of the facility',
    why: settings.pue
      ? `by PUE ${settings.pue.value} (${settings.pue.source})`
      : 'no PUE was stated; what the energy boundary of each target covers is in its row',
  };
  return {
    included: [
      {
        what: 'the target while it computes and moves data',
        why: 'simulated event by event over the whole horizon',
      },
      {
        what: 'the target while it waits, sleeps and wakes',
        why: 'ISO/IEC 21031 counts reserved but idle hardware',
      },
      {
        what: 'the policy that chooses, and changing the operating point',
        why: 'its operations are charged like any others',
      },
      ...(made === 'none'
        ? []
        : [
            {
              what: made === 'all' ? 'making of the device' : 'making of the device, where a source exists',
              why: `M of ISO/IEC 21031${made === 'all' ? '' : '; rows without say "not assessed"'}`,
            },
          ]),
      ...(sensed
        ? [
            {
              what: 'samples of the sensor',
              why: 'the scenario states what one costs; every request takes one',
            },
          ]
        : []),
      ...(settings.pue ? [facility] : []),
    ],
    excluded: [
      ...(settings.pue ? [] : [facility]),
      {
        what: sensed ? 'network and display' : 'sensor, network and display',
        why: 'the same with every policy, and not modelled',
      },
      {
        what: 'memory and supply beside the chip',
        why: 'only where the energy boundary of the target is chip; of board and wall they are in it',
      },
      {
        what: 'host computer beside the target',
        why: 'only where the energy boundary of the target is chip or board',
      },
      ...(made === 'none'
        ? [
            {
              what: 'making of the device',
              why: 'not assessed, which is not 0: no source states it for these devices, nor do the settings',
            },
          ]
        : []),
      { what: 'training of the networks', why: 'consumer boundary of SCI for AI: operation and monitoring' },
      { what: 'end of life of the device', why: 'no source states it for these devices' },
    ],
  };
}
