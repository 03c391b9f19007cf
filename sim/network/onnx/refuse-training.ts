import type { onnx } from 'onnx-proto';
import type { Refuse } from './model-error.ts';

const next =
  'export the network for inference (PyTorch: model.eval() before torch.onnx.export, training=TrainingMode.EVAL)';

/**
 * Refuses operators that only training needs: Dropout, BatchNormalization with training_mode 1 or with
 * outputs of running statistics, and what stands in the training domain of ONNX.
 * @param index position in the file, which names a node that has no name
 * @throws through `refuse`: E_MODEL_OPERATOR
 */
export function refuseTraining(proto: onnx.INodeProto, index: number, refuse: Refuse): void {
  const name = proto.name || `${proto.opType}_${index}`;
  const training = (proto.attribute ?? []).find(({ name: key }) => key === 'training_mode');
  if (proto.opType === 'Dropout') {
    refuse('E_MODEL_OPERATOR', `node '${name}' is Dropout, an operator of training; ${next}`);
  }
  if (proto.opType === 'BatchNormalization' && Number(training?.i ?? 0) !== 0) {
    refuse('E_MODEL_OPERATOR', `node '${name}' is BatchNormalization with training_mode 1; ${next}`);
  }
  if ((proto.domain ?? '').includes('training')) {
    refuse(
      'E_MODEL_OPERATOR',
      `node '${name}' is ${proto.domain}.${proto.opType}, an operator of training; ${next}`,
    );
  }
}
