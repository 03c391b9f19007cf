/** What is wrong with a model file; stable, for programs. */
export type ModelErrorCode =
  | 'E_MODEL_MISSING'
  | 'E_MODEL_TOO_LARGE'
  | 'E_MODEL_NOT_ONNX'
  | 'E_MODEL_OPSET'
  | 'E_MODEL_GRAPH'
  | 'E_MODEL_CYCLE'
  | 'E_MODEL_OPERATOR'
  | 'E_MODEL_ATTRIBUTE'
  | 'E_MODEL_TENSOR'
  | 'E_MODEL_INITIALISER'
  | 'E_MODEL_NOT_FINITE'
  | 'E_MODEL_SHAPE'
  | 'E_MODEL_LADDER'
  | 'E_MODEL_WEIGHTS';

/** A model file that cannot be used. The message names the file, what was found, what is allowed and what to do. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly file: string;

  constructor(code: ModelErrorCode, file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = 'ModelError';
    this.code = code;
    this.file = file;
  }
}

/** Throws a `ModelError` about one file: the readers pass this on instead of the file's name. */
export type Refuse = (code: ModelErrorCode, message: string) => never;
