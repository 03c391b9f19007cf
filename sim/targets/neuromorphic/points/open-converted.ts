import { RandomStream } from '../../../engine/random/random-stream.ts';
import type { Network } from '../../../network/network.ts';
import { InputError } from '../../../schema/input-error.ts';
import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import { degradedMnist, pixels } from '../../../workload/degraded-mnist/dataset.ts';
import { floatLayers } from '../float-layers.ts';
import type { Mapping } from '../mapper/place-on-chip.ts';
import { calibrationImages } from '../spike-recipe.ts';
import type { SpikeTables } from '../spike-tables.ts';
import { balanceOnChip } from './balance-on-chip.ts';
import { conversionFor } from './chip-request.ts';
import { type ChipBalance, type ConvertedNetwork, convertedGraph } from './converted-graph.ts';
import { maskGroups } from './mask-groups.ts';
import { findChip } from './obtain-chip.ts';
import { type OpenedChipRequest, openChipRequest } from './open-chip-request.ts';
import { placeConverted } from './place-converted.ts';

/** A network of numbers, converted at one of its points and placed, with inputs to ask it. */
export interface OpenedConverted extends OpenedChipRequest {
  readonly point: OperatingPoint & { readonly steps: number };
  /** Index into the request's points. */
  readonly index: number;
  readonly converted: ConvertedNetwork;
  readonly mapping: Mapping;
  /** Tables that were found, or null: the balance was then made now. */
  readonly tables: SpikeTables<ChipBalance> | null;
  /** u8 [count][pixels]: digits, or noise for networks of other inputs. */
  readonly images: Uint8Array;
  readonly isDigits: boolean;
}

/**
 * @param pointId the densest that fits, with all its steps, where it is left out
 * @param inputs how many images of the validation split, or of noise
 * @throws InputError E_UNKNOWN_POINT, and what `openChipRequest` throws
 */
export async function openConverted(
  modelFile: string,
  network: Network,
  chip: string,
  runtime: string,
  pointId: string | undefined,
  inputs: number,
): Promise<OpenedConverted> {
  const opened = await openChipRequest(modelFile, network, chip, runtime);
  const { request } = opened;
  const { points, target, form } = request;
  const ids = points.map(({ id }) => id);
  const index = pointId === undefined ? 0 : ids.indexOf(pointId);
  const point = points[index];
  if (!point || point.steps === undefined)
    throw new InputError([
      {
        file: '',
        line: 0,
        column: 0,
        code: 'E_UNKNOWN_POINT',
        path: '',
        message: `"${pointId}" is no point of ${network.name} on ${target.id}.`,
        allowed: ids,
      },
    ]);
  const layers = floatLayers(network, point);
  const isDigits = network.input.shape.slice(1).reduce((a, b) => a * b, 1) === pixels;
  const tables = isDigits ? ((await findChip(request))?.tables ?? null) : null;
  const groups = maskGroups(points);
  const at = groups.findIndex(({ group }) => group.includes(index));
  const given = (split: 'train' | 'validation', count: number) =>
    isDigits ? degradedMnist(split, 0, count).images : noise(network, count);
  const balance =
    tables?.balances[at] ??
    balanceOnChip(
      layers,
      target,
      form,
      given('train', calibrationImages),
      calibrationImages,
      groups[at]!.ranked,
      point,
    );
  const converted = convertedGraph(layers, conversionFor(target, form), balance, point);
  const mapping = placeConverted(converted, target);
  const images = given('validation', inputs);
  return {
    ...opened,
    point: { ...point, steps: point.steps },
    index,
    converted,
    mapping,
    tables,
    images,
    isDigits,
  };
}

function noise({ input }: Network, count: number): Uint8Array {
  const draws = new RandomStream(1, 'predict', 'grey values');
  const size = input.shape.slice(1).reduce((a, b) => a * b, 1);
  return Uint8Array.from({ length: size * count }, (_, i) => draws.integer(i, 256));
}
