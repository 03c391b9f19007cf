import { describe, expect, it } from 'vitest';
import { totalMacs, workByKind, workOfLayer } from '../../../sim/calibration/mcu/work-by-kind.ts';
import { layersOf } from '../../../sim/calibration/network-of.ts';
import { referenceNetworks } from '../../../tools/reference-networks.ts';

describe('work by kind', () => {
  // Multiply-accumulates and parameters as counted in the published model files (mlcommons/tiny).
  it.each([
    ['ad', 264_192, 265_864],
    ['ic', 12_501_632, 77_706],
    ['kws', 2_656_768, 22_604],
    ['vww', 7_489_664, 210_850],
    ['sww', 826_368, 46_883],
  ])('of %s has %d multiply-accumulates and %d parameters', (name, macs, parameters) => {
    const work = workByKind({ network: `mlperf-tiny-${name}` })!;
    expect(totalMacs(work)).toBe(macs);
    expect(work.weights).toBe(parameters);
    expect(work.frontEnds).toBe(name === 'sww' ? 1 : 0);
  });

  it.each(['ad', 'ic', 'kws', 'vww'] as const)(
    'of %s agrees with the layers that profiles are fitted with',
    (name) => {
      const work = workByKind({ network: `mlperf-tiny-${name}` })!;
      const macsOf = (kind: string) =>
        referenceNetworks[name]().reduce(
          (sum, layer) => sum + (layer.kind === kind ? layer.grossMacs : 0),
          0,
        );
      expect(work).toMatchObject({
        conv: macsOf('conv'),
        pointwise: macsOf('pointwise'),
        depthwise: macsOf('depthwise'),
        fullyConnected: macsOf('fully-connected'),
      });
    },
  );

  it('of a network whose layers are not published is not known', () => {
    expect(workByKind({ network: 'gpt-j-6b' })).toBeNull();
  });

  it('counts what an embedding copies, not the numbers that pick it', () => {
    const layers = layersOf({ network: 'bert-base-8' })!.filter((layer) => layer.kind === 'embedding');
    expect(layers).toHaveLength(3);
    for (const layer of layers) expect(workOfLayer(layer).otherValues).toBe(8 * 768);
  });
});
