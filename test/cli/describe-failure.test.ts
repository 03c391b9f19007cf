import { describe, expect, it } from 'vitest';
import { CommandError } from '../../sim/cli/command-error.ts';
import { describeFailure } from '../../sim/cli/describe-failure.ts';
import { exitCode } from '../../sim/cli/exit-code.ts';
import { InputError } from '../../sim/schema/input-error.ts';
import { UnsupportedNetworkError } from '../../sim/sparsity/execute/unsupported-network-error.ts';

const withCode = (code: string, message: string, more = {}) =>
  Object.assign(new Error(message), { code, ...more });

describe('describeFailure', () => {
  it.each([
    [
      'faults of a file',
      new InputError([{ file: 'a.yaml', line: 2, column: 3, code: 'E_X', path: 'a', message: 'm' }]),
      exitCode.invalidInput,
      'a.yaml:2:3',
    ],
    [
      'a broken model',
      withCode('E_MODEL_TRUNCATED', 'm.onnx: ends early'),
      exitCode.invalidInput,
      'E_MODEL_TRUNCATED',
    ],
    [
      'a network that the kernels do not execute',
      new UnsupportedNetworkError('net', 'add', 'only chains are executed'),
      exitCode.invalidInput,
      'error E_MODEL_UNSUPPORTED network net, node add',
    ],
    [
      'a failed check',
      new CommandError(exitCode.checkFailed, 'E_CHECK', 'differs', 'run again'),
      exitCode.checkFailed,
      'run again',
    ],
    [
      'a full disk',
      withCode('ENOSPC', 'x', { path: '/tmp/a' }),
      exitCode.runFailed,
      '/tmp/a: the disk is full',
    ],
    [
      'a missing package',
      withCode('ERR_MODULE_NOT_FOUND', "Cannot find package 'ink' imported from x"),
      exitCode.missingDependency,
      'npm install ink',
    ],
    [
      'an interruption',
      new DOMException('This operation was aborted', 'AbortError'),
      exitCode.interrupted,
      'interrupted',
    ],
    ['a fault of ours', new TypeError('x is undefined'), exitCode.internalError, 'sparsewatt 9.9'],
    ['a thrown string', 'oops', exitCode.internalError, 'oops'],
  ])('gives %s its exit code and a text', (_what, error, code, told) => {
    const failure = describeFailure(error, 'sparsewatt 9.9');
    expect(failure.exitCode).toBe(code);
    expect(failure.text).toContain(told);
  });

  it('shows a stack only for faults of ours', () => {
    expect(describeFailure(withCode('E_X', 'm'), '').text).not.toContain(' at ');
    expect(describeFailure(new Error('m'), '').text).toContain('at ');
  });
});
