import { resolve } from 'node:path';
import { benchmarkFamilies } from '../../network/benchmarks/benchmark-families.ts';
import { benchmarkIds, benchmarkNetwork } from '../../network/benchmarks/benchmark-network.ts';
import { networkTotals } from '../../network/benchmarks/network-totals.ts';
import { denseWork } from '../../network/dense-work.ts';
import { loadGraph } from '../../network/load-graph.ts';
import type { NetworkGraph } from '../../network/network-graph.ts';
import { type Column, textTable } from '../../report/text-table.ts';
import type { CliContext } from '../context.ts';

export interface NetworksFlags {
  readonly json: boolean;
}

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const count = new Intl.NumberFormat('en-US');
const shapeText = (shape: readonly number[]): string => shape.slice(1).join(' x ');

function summary(network: NetworkGraph) {
  return {
    id: network.name,
    inputShape: network.input.shape,
    outputShape: network.output.shape,
    ...networkTotals(network),
  };
}

/** Lists the built-in networks. */
export async function listNetworksAction(this: CliContext, flags: NetworksFlags): Promise<void> {
  const networks = benchmarkIds.map((id) => summary(benchmarkNetwork(id)));
  const forms = benchmarkFamilies.flatMap((family) => family.form ?? []);
  if (flags.json) {
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', networks, forms })}\n`);
    return;
  }
  const columns = [left('network'), right('input'), right('MACs'), right('parameters'), right('operators')];
  const rows = networks.map((network) => [
    network.id,
    shapeText(network.inputShape),
    count.format(network.macs),
    count.format(network.params),
    String(network.operators),
  ]);
  const lines = [...textTable(columns, rows), '', 'also', ...forms.map((form) => `  ${form}`)];
  this.stdout.write(`${lines.join('\n')}\n`);
}

/** Shows the operators of one network, batch norm and activations fused. */
export async function showNetworkAction(
  this: CliContext,
  flags: NetworksFlags,
  idOrFile: string,
): Promise<void> {
  const isFile = /[/\\]|\.onnx$/.test(idOrFile);
  const network = await loadGraph(isFile ? resolve(this.cwd, idOrFile) : idOrFile);
  const operators = denseWork(network);
  if (flags.json) {
    const shown = operators.map(({ node, kind, inputShape, outputShape, grossMacs, weights }) => ({
      node,
      kind,
      inputShape,
      outputShape,
      macs: grossMacs,
      weights,
    }));
    this.stdout.write(
      `${JSON.stringify({ schemaVersion: '1.0', ...summary(network), operatorList: shown })}\n`,
    );
    return;
  }
  const columns = [
    left('operator'),
    left('kind'),
    right('input'),
    right('output'),
    right('MACs'),
    right('weights'),
  ];
  const rows = operators.map((work) => [
    work.node,
    work.kind,
    shapeText(work.inputShape),
    shapeText(work.outputShape),
    count.format(work.grossMacs),
    count.format(work.weights),
  ]);
  const { macs, params } = networkTotals(network);
  rows.push(['total', '', '', '', count.format(macs), `${count.format(params)} with biases`]);
  this.stdout.write(`${textTable(columns, rows).join('\n')}\n`);
}
