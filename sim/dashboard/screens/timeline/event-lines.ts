import { formatSi } from '../../../report/format-quantity.ts';
import type { RunEvent } from '../../../session/questions.ts';
import { formatSeconds } from '../../recorded/format-seconds.ts';
import type { Field } from '../../table/column.ts';
import { eventAt } from './event-at.ts';
import type { TimelineViewModel } from './view-of.ts';

const duration = (ns: number) => formatSi(ns * 1e-9, 's');

function whatOf({ kind, state, option, segment }: RunEvent): string {
  const part = segment && segment.of > 1 ? `, segment ${segment.number} of ${segment.of}` : '';
  switch (kind) {
    case 'idle':
    case 'sleep':
      return `at rest in ${state}`;
    case 'wake':
      return 'wakes';
    case 'decide':
      return 'decides';
    case 'clock':
      return 'changes its clock';
    case 'review':
      return `reviews the result of ${option}`;
    case 'off':
      return 'off: the supply is cut off';
    case 'run':
      return `runs ${option}${part}`;
  }
}

function chargeOf({ joules, byCause, fromNs, toNs }: RunEvent): string {
  const power = `, ${formatSi(joules / ((toNs - fromNs) * 1e-9), 'W')}`;
  const whole = `charged ${formatSi(joules, 'J')}${power}`;
  if (byCause === null) return `${whole}; slowed down or cut short, so its causes are not told apart`;
  const parts = byCause.map(({ cause, joules: part }) => `${cause} ${formatSi(part, 'J')}`);
  return parts.length > 0 ? `${whole}: ${parts.join(', ')}` : whole;
}

function requestOf({ request, fromNs }: RunEvent, deadlineNs: number | null): string {
  if (!request) return 'for no request';
  const { number, sample, arrivalNs, endNs, outcome } = request;
  const tookNs = endNs - arrivalNs;
  const left =
    deadlineNs === null
      ? ''
      : `, ${duration(Math.abs(deadlineNs - tookNs))} ${tookNs <= deadlineNs ? 'to spare' : 'too late'}`;
  const end =
    outcome === 'dropped'
      ? `dropped after ${duration(tookNs)}`
      : `${outcome} after ${duration(tookNs)}${left}`;
  return `request ${number} (sample ${sample}) came ${duration(fromNs - arrivalNs)} before; ${end}`;
}

/** The event under the cursor: what it is, for whom, what it was charged for; and where in the window it stands. */
export function eventLines(view: TimelineViewModel): readonly Field[] {
  const { window, unit, cursorNs, deadlineNs, binNs, series } = view;
  const name = series.lanes[unit]!.unit;
  const event = window && eventAt(window, unit, cursorNs);
  if (!event || !window) return [{ text: `… ${name}: reading the events here`, tone: 'unsure' }];
  const at = window.events.indexOf(event) + 1;
  const read =
    window.events.length < window.eventCount
      ? `${window.events.length} of ${window.eventCount} events of the window are read, around the cursor`
      : `${window.eventCount} event${window.eventCount === 1 ? '' : 's'} in the window`;
  const late = event.request !== null && event.request.outcome !== 'in time';
  return [
    {
      text: `${name} ${whatOf(event)}: ${duration(event.toNs - event.fromNs)} from ${formatSeconds(event.fromNs, Math.min(1e3, binNs))}`,
    },
    { text: chargeOf(event) },
    late
      ? { text: `✗ ${requestOf(event, deadlineNs)}`, tone: 'bad' }
      : { text: requestOf(event, deadlineNs), ...(event.request ? {} : { tone: 'quiet' as const }) },
    { text: at > 0 ? `event ${at}; ${read}` : read, tone: 'quiet' },
  ];
}
