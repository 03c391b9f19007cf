import type { NetworkGraph } from '../network-graph.ts';
import { bert } from './bert.ts';
import { cmsisNnCifar10 } from './cmsis-nn-cifar10.ts';
import { efficientNetLite } from './efficientnet-lite.ts';
import { keywordMlp } from './keyword-mlp.ts';
import { mlperfTiny } from './mlperf-tiny.ts';
import { mobileBert } from './mobilebert.ts';
import { mobileNetV1 } from './mobilenet-v1.ts';
import { mobileNetV2 } from './mobilenet-v2.ts';
import { mobileNetV3 } from './mobilenet-v3.ts';
import { resNet, resNet50, resNeXt50, resNeXt101 } from './resnet.ts';
import { retinaNet } from './retinanet.ts';
import { ssdMobileNet } from './ssd-mobilenet.ts';
import { ssdResNet34 } from './ssd-resnet34.ts';

/** Networks whose ids have one form. */
export interface BenchmarkFamily {
  /** Ids of those that were published, in the order of listings. */
  readonly ids: readonly string[];
  /** The form and its limits in words, where more ids than the listed ones are allowed. */
  readonly form?: string;
  /** The network of an id, or null where the id is not of this family or beyond its limits. */
  readonly build: (id: string) => NetworkGraph | null;
}

const fixed = (builders: Readonly<Record<string, (name: string) => NetworkGraph>>): BenchmarkFamily => ({
  ids: Object.keys(builders),
  build: (id) => (Object.hasOwn(builders, id) ? builders[id]!(id) : null),
});

const within = (value: number, low: number, high: number) => value >= low && value <= high;

/** One text for each number, so that each network has one id: 1.0, 0.5, 0.35. */
const widthText = (width: number) => (Number.isInteger(width) ? width.toFixed(1) : String(width));

function mobileNets(
  version: 1 | 2,
  widths: readonly number[],
  build: (id: string, size: { width: number; resolution: number }) => NetworkGraph,
  more: readonly string[] = [],
): BenchmarkFamily {
  const prefix = `mobilenet-v${version}`;
  const form = new RegExp(`^${prefix}-(\\d\\.\\d{1,2})-([1-9]\\d{1,2})$`);
  return {
    ids: [
      ...widths.flatMap((w) => [96, 128, 160, 192, 224].map((r) => `${prefix}-${widthText(w)}-${r}`)),
      ...more,
    ],
    form: `${prefix}-WIDTH-RESOLUTION with widths 0.25 to 1.4 and resolutions 96 to 224`,
    build: (id) => {
      const match = form.exec(id);
      const [width, resolution] = [Number(match?.[1]), Number(match?.[2])];
      if (!within(width, 0.25, 1.4) || !within(resolution, 96, 224)) return null;
      return widthText(width) === match![1] ? build(id, { width, resolution }) : null;
    },
  };
}

/** Ids that end in a whole number. */
function numbered(
  prefix: string,
  { listed, low, high, what }: { listed: readonly number[]; low: number; high: number; what: string },
  build: (id: string, value: number) => NetworkGraph,
): BenchmarkFamily {
  return {
    ids: listed.map((value) => prefix + value),
    form: `${prefix}N with ${what} N from ${low} to ${high}`,
    build: (id) => {
      const text = id.startsWith(prefix) ? id.slice(prefix.length) : '';
      return /^[1-9]\d{0,3}$/.test(text) && within(Number(text), low, high) ? build(id, Number(text)) : null;
    },
  };
}

const sequences = { listed: [128, 384], low: 1, high: 512, what: 'sequence lengths' };

/** All built-in networks. */
export const benchmarkFamilies: readonly BenchmarkFamily[] = [
  fixed({
    ...mlperfTiny,
    'mlperf-tiny-vww': (id) => mobileNetV1(id, { width: 0.25, resolution: 96 }, 2),
    'cmsis-nn-cifar10': cmsisNnCifar10,
    'kws-aloha': (id) => keywordMlp(id, 0),
  }),
  numbered('kws-aloha-n', { listed: [2, 10], low: 1, high: 50, what: 'branches' }, keywordMlp),
  mobileNets(1, [0.25, 0.5, 0.75, 1], mobileNetV1),
  mobileNets(2, [0.35, 0.5, 0.75, 1], mobileNetV2, ['mobilenet-v2-1.3-224', 'mobilenet-v2-1.4-224']),
  fixed({
    'mobilenet-v3-small-1.0-224': (id) => mobileNetV3(id, 'small', 224),
    'mobilenet-v3-large-1.0-224': (id) => mobileNetV3(id, 'large', 224),
  }),
  fixed(
    Object.fromEntries(
      [0, 1, 2, 3, 4].map((version) => [
        `efficientnet-lite${version}`,
        (id: string) => efficientNetLite(id, version),
      ]),
    ),
  ),
  fixed({
    'resnet-50-v1.5': (id) => resNet(id, resNet50, 1001),
    'resnext-50-32x4d': (id) => resNet(id, resNeXt50, 1000),
    'resnext-101-32x8d': (id) => resNet(id, resNeXt101, 1000),
    'ssd-mobilenet-v1-300': ssdMobileNet,
    'ssd-resnet34-1200': ssdResNet34,
    'retinanet-resnext50-800': (id) => retinaNet(id, resNeXt50, { resolution: 800, classes: 264 }),
  }),
  numbered('bert-base-', sequences, (id, tokens) => bert(id, 'base', tokens)),
  numbered('bert-large-', sequences, (id, tokens) => bert(id, 'large', tokens)),
  numbered('mobilebert-', sequences, (id, tokens) => mobileBert(id, 24, tokens)),
  numbered('mobilebert-14l-', { ...sequences, listed: [384] }, (id, tokens) => mobileBert(id, 14, tokens)),
];
