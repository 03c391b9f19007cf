/** Everyday things by what they emit, each with its source; printed only when asked for. */
const everyday = [
  {
    name: 'kilometres in an average petrol car',
    gCO2e: 248.5,
    source:
      'US EPA, Greenhouse Gas Equivalencies Calculator: 400 gCO2 a mile for an average passenger vehicle (recalled, not read again)',
  },
  {
    name: 'smartphone charges',
    gCO2e: 12.4,
    source:
      'US EPA, Greenhouse Gas Equivalencies Calculator: 0.0124 kgCO2 a charge (recalled, not read again)',
  },
] as const;

/** @param perInferenceG SCI of one inference, gCO2e @param per how many inferences the sentence speaks of */
export function equivalencesOf(
  perInferenceG: number,
  per = 1_000_000_000,
): { text: string; source: string }[] {
  return everyday.map(({ name, gCO2e, source }) => ({
    text: `${per.toLocaleString('en')} inferences emit as much as ${((perInferenceG * per) / gCO2e).toLocaleString('en', { maximumSignificantDigits: 2 })} ${name}.`,
    source,
  }));
}
