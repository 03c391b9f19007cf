import { type BoampsReport, boampsSchema } from './boamps-schema.ts';
import { headlineRows } from './headline-rows.ts';
import type { ReportFormat } from './report-format.ts';

const dataTypes: Readonly<Record<string, BoampsReport['task']['dataset'][number]['dataType']>> = {
  'degraded-mnist': 'image',
  'fashion-mnist': 'image',
  icons: 'image',
  shuttle: 'tabular',
  brown: 'word',
};

/** BoAmps names three classes by their percentage error; what is worse than the last has no class of its own. */
function qualityOf(low: number, central: number, high: number): BoampsReport['quality'] {
  const error = Math.max(central - low, high - central) / central;
  return error <= 0.1 ? 'high' : error <= 0.25 ? 'medium' : 'low';
}

/** `boamps.json`: the headline row for public registers of energy; `infraType: other` for what is no computer centre. */
export const boamps: ReportFormat = (report) => {
  const headline = headlineRows(report);
  if (!headline) return [];
  const { subject } = headline;
  const server = subject.targetClass === 'server-cpu' || subject.targetClass === 'server-gpu';
  const when = `${report.createdAt.slice(0, 10)} ${report.createdAt.slice(11, 19)}`;
  const { low, value, high } = subject.energyPerInference;
  const document: BoampsReport = {
    header: {
      licensing: 'not stated',
      formatVersion: '0.1',
      formatVersionSpecificationUri: 'https://github.com/Boavizta/BoAmps/tree/main/model',
      reportId: report.reportId,
      reportDatetime: when,
      reportStatus: 'draft',
      publisher: {
        ...(report.accountable.organisation === '' ? {} : { name: report.accountable.organisation }),
        projectName: report.scenario.name,
        confidentialityLevel: 'internal',
      },
    },
    task: {
      taskStage: 'inference',
      taskFamily: 'classification',
      nbRequest: subject.inferences,
      algorithms: [
        {
          algorithmType: 'neural network',
          algorithmName: `sparse network under the policy ${subject.policy}`,
          framework: subject.runtime,
          ...(subject.numericForm === null ? {} : { quantization: subject.numericForm }),
        },
      ],
      dataset: [
        {
          dataUsage: 'input',
          dataType: dataTypes[report.scenario.data] ?? 'other',
          dataQuantity: subject.inferences,
        },
        { dataUsage: 'output', dataType: 'other', dataQuantity: subject.inferences },
      ],
      ...(subject.accuracy === null ? {} : { measuredAccuracy: subject.accuracy }),
      taskDescription: `${report.scenario.title}. Energy is simulated, not measured: ${(low / value).toFixed(2)} to ${(high / value).toFixed(2)} times the value (90%).`,
    },
    measures: [
      {
        measurementMethod: 'sparsewatt (simulation)',
        version: report.simulatedBy.version,
        powerConsumption: subject.energyFacilityKwh,
        measurementDuration: subject.durationS,
        measurementDateTime: when,
      },
    ],
    software: { language: 'typescript' },
    infrastructure: {
      infraType: server ? 'onPremise' : 'other',
      components: [
        {
          componentName: subject.targetName,
          componentType: subject.targetClass.endsWith('gpu')
            ? 'gpu'
            : subject.targetClass.endsWith('cpu')
              ? 'cpu'
              : 'other',
          nbComponent: 1,
          share: 1,
        },
      ],
    },
    environment: {
      country: report.grid.zoneName.toLowerCase(),
      location: report.grid.zone,
      powerSourceCarbonIntensity: subject.gCO2ePerKwh,
    },
    quality: qualityOf(low, value, high),
  };
  return [{ name: 'boamps.json', content: `${JSON.stringify(boampsSchema.parse(document), null, 2)}\n` }];
};
