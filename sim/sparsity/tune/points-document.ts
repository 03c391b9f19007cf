import type { FrontierPoint } from './operating-frontier.ts';
import type { Stop } from './stop.ts';

/** A static point: one stop for all requests. */
export interface DescribedStop extends Pick<Stop, 'id' | 'level' | 'exit'> {
  /** Share of zero weights in the ladder's layers. */
  readonly sparsity: number;
  /** Share of right answers on validation data. */
  readonly accuracy: number;
  readonly costUs: number;
  readonly macs: number;
}

/** What was found for one network. */
export interface NetworkFrontier {
  /** Name of its file. */
  readonly network: string;
  readonly gateUs: number;
  readonly stops: readonly DescribedStop[];
  readonly points: readonly FrontierPoint[];
}

/** Where frontiers come from. */
export interface PointsOrigin {
  readonly task: string;
  /** On which the microseconds were measured. */
  readonly machine: string;
}

const us = (value: number) => Number(value.toFixed(3));
const share = (value: number) => Number(value.toFixed(6));
const withExit = ({ level, exit }: Pick<Stop, 'level' | 'exit'>) =>
  exit === null ? { level } : { level, exit };

/** The operating points of a task's networks, as stored beside them; costs are microseconds at batch 1 on one machine. */
export function pointsDocument({ task, machine }: PointsOrigin, frontiers: readonly NetworkFrontier[]) {
  return {
    schemaVersion: '2.0' as const,
    ...{ task, chosenOn: 'validation' as const, machine },
    units: { cost: 'us a request at batch 1', macs: 'a request', bytes: 'at batch 1' },
    frontiers: frontiers.map(({ network, gateUs, stops, points }) => ({
      ...{ network, gate: us(gateUs) },
      stops: stops.map(({ id, sparsity, accuracy, costUs, macs, ...place }) => ({
        ...{ id, ...withExit(place), sparsity: share(sparsity), accuracy: share(accuracy) },
        ...{ cost: us(costUs), macs: Math.round(macs) },
      })),
      points: points.map(({ id, measure, stages, accuracy, cost, reached, macs, bytes }) => ({
        ...{ id, measure },
        stages: stages.map(({ threshold, ...place }, i) => ({
          ...{ ...withExit(place), threshold, reached: share(reached[i]!) },
        })),
        ...{ accuracy: share(accuracy), cost: us(cost), macs: Math.round(macs), bytes },
      })),
    })),
  };
}

export type PointsDocument = ReturnType<typeof pointsDocument>;

/** As text, a line a stop and a point. */
export function pointsText({ frontiers, ...about }: PointsDocument): string {
  const lines = (list: readonly object[]) => list.map((each) => `   ${JSON.stringify(each)}`).join(',\n');
  const lists = frontiers.map(
    ({ network, gate, stops, points }) =>
      `  { "network": ${JSON.stringify(network)}, "gate": ${gate}, "stops": [\n${lines(stops)}\n  ], "points": [\n${lines(points)}\n  ] }`,
  );
  return `${JSON.stringify(about, null, 1).slice(0, -2)},\n "frontiers": [\n${lists.join(',\n')}\n ]\n}\n`;
}
