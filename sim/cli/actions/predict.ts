import { resolve } from 'node:path';
import { predict } from '../../predict/predict.ts';
import type { PredictOptions } from '../../predict/predict-options.ts';
import { renderPrediction } from '../../report/text/render-prediction.ts';
import type { CliContext } from '../context.ts';

export interface PredictFlags extends Omit<PredictOptions, 'anchors'> {
  readonly anchor?: string;
  readonly json: boolean;
}

/** Predicts one inference of a network on a target. That it does not fit is an answer, too. */
export async function predictAction(this: CliContext, flags: PredictFlags): Promise<void> {
  const { json, anchor, network, target, ...rest } = flags;
  const prediction = await predict({
    ...rest,
    network: /[/\\]|\.onnx$/.test(network) ? resolve(this.cwd, network) : network,
    target: /[/\\]|\.ya?ml$/.test(target) ? resolve(this.cwd, target) : target,
    ...(anchor ? { anchors: resolve(this.cwd, anchor) } : {}),
  });
  this.stdout.write(
    json ? `${JSON.stringify(prediction)}\n` : `${renderPrediction(prediction).join('\n')}\n`,
  );
}
