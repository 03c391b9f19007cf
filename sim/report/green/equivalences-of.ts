const gramsPerTonne = 1e6;
const kmPerMile = 1.609344;

/** Everyday things by what they emit in the United States, each with its source; printed only when asked for. */
const everyday = [
  {
    name: 'kilometres in an average petrol car',
    gCO2e: (3.93e-4 * gramsPerTonne) / kmPerMile,
    of: '3.93e-4 tCO2e a mile driven by an average petrol passenger vehicle (8.89 kg a gallon, 22.8 miles a gallon)',
  },
  {
    name: 'smartphone charges',
    gCO2e: 1.24e-5 * gramsPerTonne,
    of: '1.24e-5 tCO2 a smartphone charge',
  },
] as const;

// Both factors as several readers quote them from that page; the page itself could not be opened when this was written.
const page =
  'US EPA, Greenhouse Gas Equivalencies Calculator, Calculations and References, edition of 2024, ' +
  'https://www.epa.gov/energy/greenhouse-gas-equivalencies-calculator-calculations-and-references';

/** @param perInferenceG SCI of one inference, gCO2e @param per how many inferences the sentence speaks of */
export function equivalencesOf(
  perInferenceG: number,
  per = 1_000_000_000,
): { text: string; source: string }[] {
  return everyday.map(({ name, gCO2e, of }) => ({
    text: `${per.toLocaleString('en')} inferences emit as much as ${((perInferenceG * per) / gCO2e).toLocaleString('en', { maximumSignificantDigits: 2 })} ${name}.`,
    source: `${page}: ${of}`,
  }));
}
