import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface TorchTiming {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  readonly n: number;
  readonly nonZeros: number;
  readonly p20Us: number;
  readonly medianUs: number;
}

export type TorchOutcome =
  | {
      readonly version: string;
      readonly device: string;
      readonly timings: readonly TorchTiming[];
      /** With the inputs copied in and the result read back, one at a time. */
      readonly calls: readonly TorchTiming[];
    }
  | { readonly reason: string };

/** Times PyTorch's dense and sparse products on its CUDA device, or says why it cannot. */
export function torchProducts(
  shapes: readonly { readonly rows: number; readonly cols: number; readonly n: number }[],
  density: number,
  rounds: number,
): Promise<TorchOutcome> {
  const script = fileURLToPath(new URL('./torch-products.py', import.meta.url));
  return new Promise((resolve) => {
    const python = execFile('python3', [script], { timeout: 300_000 }, (error, stdout, stderr) => {
      if (!error) resolve(JSON.parse(stdout) as TorchOutcome);
      else if ((error as NodeJS.ErrnoException).code === 'ENOENT') resolve({ reason: 'there is no python3' });
      else resolve({ reason: `python3 failed: ${stderr.trim().split('\n').at(-1) || error.message}` });
    });
    // A python3 that is not there closes its input at once.
    python.stdin!.on('error', () => {});
    python.stdin!.end(JSON.stringify({ shapes, density, rounds }));
  });
}
