import type { MeasuredClass, MeasuredRow } from '../calibration/measured/measured-row.ts';
import { openRow } from '../calibration/measured/open-row.ts';
import type { Vocabulary } from '../calibration/measured/vocabulary-schema.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import type { PredictableProfile } from './predictable-profile.ts';
import type { RunPoint } from './run-point.ts';

/** Everything that decides a prediction, in the form of a row without measurements. */
export interface Subject {
  readonly profile: PredictableProfile;
  readonly network: { readonly id: string; readonly graph: NetworkGraph | null };
  readonly runtime: string;
  readonly precision: string;
  readonly scenario: 'SingleStream' | 'Offline';
  readonly point: RunPoint;
}

/** A row as the calibrated models read it: the board of the profile, and what is asked of it. */
export function subjectRow(subject: Subject, vocabulary: Vocabulary): MeasuredRow {
  const { profile, network, point } = subject;
  const { clockMhz, coreVoltageShare, supplyV, regulator, threads, mode, batch, usual } = point;
  const runtime = Object.hasOwn(vocabulary.runtimes, subject.runtime)
    ? vocabulary.runtimes[subject.runtime]!
    : null;
  return openRow({
    id: 'prediction',
    targetClass: profile.class as MeasuredClass,
    device: profile.id,
    chip: profile.chip ?? profile.id,
    family: profile.family!,
    runtime: subject.runtime,
    publishedRuntime: runtime?.published ?? subject.runtime,
    lineage: runtime?.lineage ?? subject.runtime,
    portableKernels: runtime?.kernels === 'portable',
    network: network.id,
    ...(network.graph ? { graph: network.graph } : {}),
    precision: subject.precision,
    batch,
    scenario: subject.scenario,
    ...{ threads, mode, clockMhz, supplyV, regulator },
    ...(usual ? { usual } : {}),
    ...(coreVoltageShare === undefined ? {} : { coreVoltageShare }),
    boundary: profile.boundary,
    source: 'prediction',
  });
}
