import { formatPercent, formatSi } from '../format-quantity.ts';
import type { GreenClaim } from '../green/schema/green-claim-schema.ts';
import type { GreenReport } from '../green/schema/green-report-schema.ts';
import type { TaggedQuantity } from '../green/schema/tagged-quantity-schema.ts';
import type { Headline } from './headline-rows.ts';
import { numberText } from './number-text.ts';

const percent = (share: number) => `${Math.round(Math.abs(share) * 100)}%`;

/** `5.39 mg (2.1 mg to 9.9 mg)` */
export const withRange = ({ value, low, high, unit }: TaggedQuantity): string => {
  const symbol = unit === 'gCO2e' ? 'g' : unit;
  return `${formatSi(value, symbol)} (${formatSi(low, symbol)} to ${formatSi(high, symbol)})`;
};

/** A change in words with its sign: `−82%`, `+3%`, `0%`. */
export function changeText(saving: number): string {
  const text = percent(saving);
  return text === '0%' ? text : `${saving < 0 ? '+' : '−'}${text}`;
}

/** A range of savings in words: `30% to 41% less`, `12% more to 40% less`. */
export function savingRange({ low, high }: TaggedQuantity): string {
  if (percent(low) === '0%' && percent(high) === '0%') return 'no difference';
  const word = (share: number) => (share < 0 ? 'more' : 'less');
  if (word(low) === word(high)) {
    const [a, b] = [low, high].map(percent);
    return low < 0 ? `${b} to ${a} more` : `${a} to ${b} less`;
  }
  return `${percent(low)} ${word(low)} to ${percent(high)} ${word(high)}`;
}

/** What a policy does, for people without background. */
export function policyInWords(policy: string): string {
  if (policy.startsWith('static-') || policy === 'best-static')
    return `"${policy}" (one sparse version of the network, always the same)`;
  if (policy.startsWith('small-dense')) return `"${policy}" (a smaller network without sparsity)`;
  return policy === 'dense'
    ? '"dense" (every weight is used)'
    : `"${policy}" (chooses a sparser or denser version at run time)`;
}

/** The answer of one claim as a sentence for people without background. */
export function answerOf({ claim, subject, baseline }: Headline): string {
  const where = claim.targetName;
  if (!claim.saving || !baseline) return `On ${where} there is nothing to compare with.`;
  const by = percent(claim.saving.value);
  const who = `the policy ${policyInWords(subject.policy)}`;
  if (claim.action.startsWith('none'))
    return `On ${where} the plain dense network is the best choice: no sparse policy that keeps the limits emits less.`;
  switch (claim.verdict) {
    case 'saves':
      return `Yes. On ${where}, ${who} emits ${by} less carbon per inference than the dense network.`;
    case 'probably saves':
      return `Probably. On ${where}, ${who} emits ${by} less carbon per inference than the dense network, but the uncertainty is larger than the saving.`;
    case 'costs more':
      return `No. On ${where}, the best sparse policy that keeps the limits emits ${by} more carbon per inference than the dense network.`;
    default:
      return `No. On ${where}, sparsity makes no difference to the carbon of an inference (under 1%).`;
  }
}

/** At which load the answer holds, and how the other targets came out, so that one is not taken for all. */
export function scopeText({ claims }: Pick<GreenReport, 'claims'>, { subject }: Headline): string {
  const busy = formatPercent(subject.denseLoad, subject.denseLoad < 0.1 ? 1 : 0);
  const load = `At the highest load that was run: the dense network would be busy ${busy} of the time in which requests come.`;
  if (claims.length < 2) return load;
  const words = {
    saves: 'carbon is saved on',
    'probably saves': 'probably saved on',
    'no difference': 'nothing changes on',
    'costs more': 'more is emitted on',
    'not comparable': 'nothing can be compared on',
  } as const;
  const parts = Object.entries(words).flatMap(([verdict, word]) => {
    const count = claims.filter((claim) => claim.verdict === verdict).length;
    return count > 0 ? [`${word} ${count}`] : [];
  });
  return `${load} Of the ${claims.length} targets with an answer it is the clearest; ${parts.join(', ')}.`;
}

/** The score by the other functional unit as a sentence; empty where none was stated. */
export function otherUnitText({ otherUnit }: Pick<GreenReport, 'otherUnit'>): string {
  if (!otherUnit) return '';
  const { name, perInference, source, sci, baselineSci } = otherUnit;
  const dense = baselineSci ? `; dense ${withRange(baselineSci)}` : '';
  return `Per ${name}: ${withRange(sci)} CO2e${dense} (${perInference.toLocaleString('en')} an inference: ${source}).`;
}

/**
 * A conclusion and whether it is sure. Its sentence says itself where sparsity or adaptation does not help: a remark that it
 * "does not hold" would deny what the sentence says.
 */
export function conclusionText({
  text,
  holdsCentrally,
  survivesLowEnd,
}: GreenReport['conclusions'][number]): string {
  if (!holdsCentrally) return text;
  return `${text} (${survivesLowEnd ? 'Also' : 'Not'} at the unfavourable ends of the intervals.)`;
}

/** The program that made a report, and the one that made its run where that is another. */
export function programText({ tool, simulatedBy }: Pick<GreenReport, 'tool' | 'simulatedBy'>): string {
  const of = ({ version, commit }: GreenReport['simulatedBy']) => `${version} (commit ${commit})`;
  const same = tool.version === simulatedBy.version && tool.commit === simulatedBy.commit;
  return `sparsewatt ${of(tool)}${same ? '' : `, simulated by ${of(simulatedBy)}`}`;
}

/** What the simulation itself took, as sentences. */
export function simulatorText({ simulator }: Pick<GreenReport, 'simulator'>): string {
  if (!simulator)
    return 'Not assessed: of a saved run, and where SOURCE_DATE_EPOCH is set, times are not kept. Let sparsewatt report SCENARIO make the run.';
  const { simulatedS, wallS, cpuS, footprint } = simulator;
  const times = `${numberText(simulatedS)} s were simulated in ${numberText(wallS)} s, with ${numberText(cpuS)} s of processor time.`;
  return footprint
    ? `${times} At ${footprint.powerW} W (${footprint.powerSource}) that is ${numberText(footprint.energyKwh)} kWh, ${numberText(footprint.emissionsG)} gCO2e. Not part of any figure above.`
    : `${times} Its footprint is not assessed: give simulator.powerW in --settings.`;
}

/** How sure the claim is, in one word for a badge. */
export const sureness: Readonly<Record<GreenClaim['confidence'], string>> = {
  'measured against hardware': 'compared with measurements',
  'partly measured': 'partly compared with measurements',
  'model only': 'model only, nothing to compare with',
};
