import { absent, formatMs, formatPercent, formatSi } from '../../report/format-quantity.ts';
import { type Column, textTable } from '../../report/text-table.ts';
import type { Alternative, Outcome, RequestExplanation } from './explain-request.ts';
import type { Answer } from './listen.ts';
import type { Probe } from './probe.ts';

const ns = (value: number) => formatMs(value / 1e6);
const signedNs = (value: number) => (value < 0 ? `−${ns(-value)}` : ns(value));
const signedJ = (value: number) =>
  value === 0 ? '0 J' : `${value < 0 ? '−' : '+'}${formatSi(Math.abs(value), 'J')}`;

const columns: readonly Column[] = [
  { title: 'option', align: 'left', widest: 24 },
  { title: 'known: time', align: 'right' },
  { title: 'energy', align: 'right' },
  { title: 'accuracy', align: 'right' },
  { title: 'here: time', align: 'right' },
  { title: 'energy', align: 'right' },
  { title: 'answer', align: 'left' },
  { title: 'sure', align: 'right' },
  { title: '', align: 'left' },
];

/** Why a request was served as it was, as text. @param optionIds by index */
export function renderExplanation(explained: RequestExplanation, optionIds: readonly string[]): string {
  const { policy, own, oracle, alternatives, probes } = explained;
  const name = (option: number) => optionIds[option] ?? `option ${option}`;
  const lines = [
    `request ${explained.request} of ${explained.requests}: came at ${(explained.arrivalNs / 1e9).toFixed(6)} s with sample ${explained.sample}, due within ${ns(explained.deadlineNs)}${explained.stream ? `, of stream ${explained.stream.number + 1} (${explained.stream.criticality} criticality)` : ''}`,
    '',
    `policy: ${policy.title}. It looks at: ${policy.signal}.`,
    `  after ${policy.source}`,
    ...(policy.note ? [`  ${policy.note}`] : []),
    ...policy.parameters.map(
      ({ id, value, unit, meaning }) => `  ${id} = ${value}${unit === '1' ? '' : ` ${unit}`}: ${meaning}`,
    ),
    '',
    ...decisionLines(explained, name),
  ];
  if (probes.length > 0) lines.push('', ...probeLines(probes, own, name));
  lines.push(
    '',
    'options: what was known of each from validation data, and what it would have been here',
    ...textTable(
      columns,
      alternatives.map((one) => row(one, own, oracle)),
    ).map((line) => `  ${line}`),
    '',
    'outcome',
    `  this policy:  ${outcomeLine(own)}`,
    `  clairvoyant:  ${outcomeLine(oracle)}`,
    `  for this request the policy spent ${signedJ(own.joules - oracle.joules)} against the clairvoyant, which knew the answers beforehand`,
    `  and served the same requests in its own way (its queue may have been another)`,
  );
  return lines.join('\n');
}

function decisionLines({ policy, own }: RequestExplanation, name: (option: number) => string): string[] {
  if (policy.always !== null)
    return [
      `it keeps to ${policy.always}: chosen before the run on validation data, and asked nothing since`,
    ];
  if (own.heard.answers.length === 0) return ['it was not asked: the request was dropped before its turn'];
  return own.heard.answers.flatMap((answer) => answerLines(answer, name));
}

function answerLines(answer: Answer, name: (option: number) => string): string[] {
  if (answer.kind === 'decide') {
    const { saw, option } = answer;
    const facts = [
      `${saw.queueLength} waiting behind it`,
      `${signedNs(saw.deadlineLeftNs)} left to the deadline`,
      `previous result ${formatPercent(saw.lastConfidence)} sure`,
      ...(saw.batteryShare < 1 ? [`${formatPercent(saw.batteryShare)} of the charge left`] : []),
      ...(saw.gridIntensityGPerKwh > 0 ? [`grid at ${saw.gridIntensityGPerKwh.toFixed(0)} gCO2e/kWh`] : []),
      ...(saw.temperatureC === null ? [] : [`${saw.temperatureC.toFixed(1)} °C`]),
      ...(saw.harvestW > 0 ? [`harvesting ${formatSi(saw.harvestW, 'W')}`] : []),
    ];
    return [
      `at ${(saw.timeNs / 1e9).toFixed(6)} s it saw: ${facts.join(', ')}`,
      `  and decided: ${name(option)}`,
    ];
  }
  const { saw, answer: what } = answer;
  const said =
    what === -1
      ? 'took the answer'
      : what < -1
        ? `took the earlier answer of ${name(-2 - what)}`
        : `went on with ${name(what)}`;
  return [
    `after pass ${saw.pass + 1} (${name(saw.option)}, ${ns(saw.serviceNs)}) it saw: ${formatPercent(saw.confidence)} sure, ${signedNs(saw.deadlineLeftNs)} left, ${saw.queueLength} waiting`,
    `  and ${said}`,
  ];
}

const signals: Partial<Record<Probe['signal'], readonly [string, (value: number) => string]>> = {
  queueLength: ['requests waiting', String],
  deadlineLeftNs: ['time left', signedNs],
  batteryShare: ['charge left', (value) => formatPercent(value)],
  gridIntensityGPerKwh: ['grid, gCO2e/kWh', (value) => value.toFixed(0)],
  temperatureC: ['temperature, °C', (value) => value.toFixed(1)],
  harvestW: ['harvest', (value) => formatSi(value, 'W')],
  lastConfidence: ['certainty of the previous result', (value) => formatPercent(value)],
};

/** What would have changed its mind: every signal with the values under which it answers otherwise. */
function probeLines(probes: readonly Probe[], own: Outcome, name: (option: number) => string): string[] {
  const asked = own.heard.answers[0];
  const chosen = asked?.kind === 'decide' ? asked.option : -1;
  const changing = probes.filter(({ option }) => option !== chosen);
  const of = (signal: Probe['signal']) => signals[signal] ?? [signal, String];
  const dead = [...new Set(probes.map(({ signal }) => signal))].filter(
    (signal) => !changing.some((one) => one.signal === signal),
  );
  return [
    'asked again with one thing changed, its memory as it was:',
    ...changing.map(({ signal, value, option }) => {
      const [what, format] = of(signal);
      return `  ${what} ${format(value)}: ${name(option)}`;
    }),
    ...(dead.length > 0
      ? [
          `  no other answer for ${dead
            .map((signal) => {
              const tried = probes
                .filter((one) => one.signal === signal)
                .map(({ value }) => of(signal)[1](value));
              return `${of(signal)[0]} ${tried.join(', ')}`;
            })
            .join('; ')}`,
        ]
      : []),
  ];
}

function row(one: Alternative, own: Outcome, oracle: Outcome): readonly string[] {
  const marks = [
    ...(own.option === one.option ? ['◀ answered'] : []),
    ...(oracle.option === one.option ? ['clairvoyant'] : []),
    ...(one.allowed ? [] : ['not allowed']),
  ];
  return [
    one.option,
    ns(one.meanServiceNs),
    formatSi(one.meanMarginalJ, 'J'),
    formatPercent(one.validationAccuracy),
    `${ns(one.serviceNs)}${one.inTime ? '' : ' late'}`,
    formatSi(one.marginalJ, 'J'),
    one.right ? 'right' : 'wrong',
    formatPercent(one.confidence),
    marks.join(', '),
  ];
}

function outcomeLine(outcome: Outcome): string {
  if (outcome.latencyNs === null) return 'dropped';
  const parts = (['wake', 'decide', 'clock', 'run', 'review'] as const).flatMap((activity) => {
    const joules = outcome.heard.work
      .filter((work) => work.activity === activity)
      .reduce((sum, work) => sum + work.joules, 0);
    return joules > 0 ? [`${activity} ${formatSi(joules, 'J')}`] : [];
  });
  const clocks = outcome.clocksMhz.length > 0 ? ` at ${outcome.clocksMhz.join(', then ')} MHz` : '';
  const verdict = `${outcome.right ? 'right' : 'wrong'}, ${outcome.inTime ? 'in time' : 'late'}`;
  return `${outcome.option ?? absent}${clocks}, ${verdict}, after ${ns(outcome.latencyNs)}, ${formatSi(outcome.joules, 'J')} (${parts.join(', ')})`;
}
