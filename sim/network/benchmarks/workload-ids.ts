/** What a published workload name stands for: a built-in network by its id, or none and why. */
export type WorkloadMatch =
  | {
      readonly id: string;
      /** What the published name leaves open, or where the row's network is not the id's as it stands. */
      readonly note?: string;
    }
  | { readonly unmapped: string };

const pruned = "the dense architecture; the row's weights are pruned";
const queries = 'padded to 384 tokens; SQuAD queries are shorter, and engines that drop the padding do less';
const open =
  'open division: a network of the submitter, whose layers the results do not hold, at bit widths below int8';

const mobileNets = (version: 'v1' | 'v2', sizes: readonly string[]): [string, WorkloadMatch][] =>
  sizes.map((size) => [`MobileNet-${version}-${size}`, { id: `mobilenet-${version}-${size}` }]);

/**
 * Names of workloads in published measurements, as the tables of measurements spell them, with the id of the network
 * that was measured. Ids do not change.
 */
export const workloadIds: ReadonlyMap<string, WorkloadMatch> = new Map<string, WorkloadMatch>([
  ['mlperf-tiny-ad (FC-AutoEncoder)', { id: 'mlperf-tiny-ad' }],
  ['mlperf-tiny-ic (ResNet8 CIFAR-10)', { id: 'mlperf-tiny-ic' }],
  ['mlperf-tiny-kws (DS-CNN)', { id: 'mlperf-tiny-kws' }],
  ['mlperf-tiny-vww (MobileNetV1-0.25 96x96)', { id: 'mlperf-tiny-vww' }],
  [
    'mlperf-tiny-sww (streaming wakeword 1D-DSCNN)',
    {
      id: 'mlperf-tiny-sww',
      note: 'measured times include feature extraction, which the graph does not; a vendor counts 652,551 multiply-accumulates in its own export',
    },
  ],
  ['mlperf-tiny-ad open (AD08)', { unmapped: open }],
  ['mlperf-tiny-ad open (hls4ml)', { unmapped: open }],
  ['mlperf-tiny-ic open (CNV-W1A1)', { unmapped: open }],
  ['mlperf-tiny-ic open (RN07)', { unmapped: open }],
  ['mlperf-tiny-ic open (RN08)', { unmapped: open }],
  ['mlperf-tiny-ic open (hls4ml)', { unmapped: open }],
  ['mlperf-tiny-kws open (KWS-W3A3)', { unmapped: open }],
  ['CIFAR-10 3-conv CNN', { id: 'cmsis-nn-cifar10' }],

  ...mobileNets('v1', ['0.25-128', '0.25-224', '0.5-128', '0.5-224', '0.75-128', '0.75-224']),
  ...mobileNets('v1', ['1.0-128', '1.0-224']),
  ...mobileNets('v2', ['0.35-96', '1.0-96', '1.0-224', '1.4-224']),
  ['MobileNet-v3-large_224_1.0', { id: 'mobilenet-v3-large-1.0-224' }],
  ['MobileNet-v3-small_224_1.0', { id: 'mobilenet-v3-small-1.0-224' }],
  [
    'MobileNet-v1 30% sparse',
    { id: 'mobilenet-v1-1.0-224', note: `${pruned}; width and resolution not stated` },
  ],
  ['EfficientNet-lite0', { id: 'efficientnet-lite0' }],
  ['EfficientNet-lite4', { id: 'efficientnet-lite4' }],
  ['ResNet-50 v1.5 224', { id: 'resnet-50-v1.5' }],
  ['Deci NAS ResNet-50 replacement', { unmapped: 'the layers were not published' }],
  ['ResNeXt-101 32x8d dense', { id: 'resnext-101-32x8d' }],
  ['ResNeXt-101 32x8d, 2:4 weight sparsity', { id: 'resnext-101-32x8d', note: pruned }],
  ['SSD-MobileNet-v1 300', { id: 'ssd-mobilenet-v1-300', note: 'without non-maximum suppression' }],
  ['SSD-ResNet34 1200', { id: 'ssd-resnet34-1200', note: 'without non-maximum suppression' }],
  ['RetinaNet-ResNeXt50 800', { id: 'retinanet-resnext50-800', note: 'without non-maximum suppression' }],

  ['BERT-Large SQuAD (max seq 384)', { id: 'bert-large-384', note: queries }],
  ['BERT bert-99 (SQuAD)', { id: 'bert-large-384', note: queries }],
  ['BERT bert-99_bert_large_huggingface_bast (SQuAD)', { id: 'bert-large-384', note: queries }],
  ['BERT bert-99_obert_large_95sparse_qat (SQuAD)', { id: 'bert-large-384', note: `${pruned}; ${queries}` }],
  ['BERT-large dense (SQuAD)', { id: 'bert-large-384', note: queries }],
  ['oBERT-large dense (SQuAD)', { id: 'bert-large-384', note: queries }],
  ['BERT-large 80% pruned (VNNI blocks) (SQuAD)', { id: 'bert-large-384', note: `${pruned}; ${queries}` }],
  ['BERT-large Prune-OFA 80% block-pruned (SQuAD)', { id: 'bert-large-384', note: `${pruned}; ${queries}` }],
  ['oBERT-large 95% pruned (SQuAD)', { id: 'bert-large-384', note: `${pruned}; ${queries}` }],
  ['oBERT-large 95% pruned (VNNI blocks) (SQuAD)', { id: 'bert-large-384', note: `${pruned}; ${queries}` }],
  ['oBERT-large 97% pruned (SQuAD)', { id: 'bert-large-384', note: `${pruned}; ${queries}` }],
  [
    'BERT-Large inference, 2:4 weight sparsity',
    { id: 'bert-large-384', note: `${pruned}; sequence length not stated` },
  ],
  ['BERT-base 90% unstructured pruned (SQuAD)', { id: 'bert-base-384', note: `${pruned}; ${queries}` }],
  ['oBERT-base 90% pruned (SQuAD)', { id: 'bert-base-384', note: `${pruned}; ${queries}` }],
  ['MobileBERT dense (SQuAD)', { id: 'mobilebert-384', note: queries }],
  [
    'BERT bert-99_obert_mobilebert_50sparse_qat (SQuAD)',
    {
      id: 'mobilebert-14l-384',
      note: `taken for the 14 layers of the same authors' model, the row does not say; ${pruned}; ${queries}`,
    },
  ],
  [
    'MobileBERT-14layer 50% pruned (VNNI blocks) (SQuAD)',
    { id: 'mobilebert-14l-384', note: `${pruned}; ${queries}` },
  ],
  [
    'oBERT-MobileBERT 14-layer 50% pruned (SQuAD)',
    { id: 'mobilebert-14l-384', note: `${pruned}; ${queries}` },
  ],

  [
    'GPT-J 6B summarisation',
    { unmapped: 'a query generates a varying number of tokens; no count per inference is published' },
  ],
  [
    'LLM single-batch decode, 40% activation sparsity',
    { unmapped: 'a ratio over several models, none named' },
  ],
  [
    'LLM single-batch decode, 50% activation sparsity',
    { unmapped: 'a ratio over several models, none named' },
  ],
  [
    'OPT-175B decode, contextual sparsity',
    { unmapped: 'a ratio; generation lengths and machine not stated' },
  ],
  [
    'MPT-7B 60% sparse + int8 vs dense fp32',
    { unmapped: 'a ratio; generation lengths and machine not stated' },
  ],
  ['Llama-2-70B depth-pruned', { unmapped: 'which layers were removed was not published' }],

  // Neuromorphic measurements and what was measured beside them.
  ['keyword spotting "aloha", one 390-feature frame per inference', { id: 'kws-aloha' }],
  ['KWS scaling network N=0, one frame per inference', { id: 'kws-aloha' }],
  ['KWS scaling network N=2, one frame per inference', { id: 'kws-aloha-n2' }],
  ['KWS scaling network N=10, one frame per inference', { id: 'kws-aloha-n10' }],
]);
