import { existsSync, statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MatrixKernel } from '../../kernels/index.ts';
import { KernelHung, withTimeout } from '../../kernels/testing/call-product.ts';
import { kernelProducts, offeredProducts } from '../../kernels/testing/kernel-product.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';

const example =
  'see docs/testing-your-kernel.md; the least is: export default { name, csr(weights, x, n) { … } }';

const invalid = (code: string, message: string, next: string | null = null) =>
  new CommandError(exitCode.invalidInput, code, message, next);

/**
 * Imports a module whose default export is a matrix kernel, or a function, async or not, that makes one.
 * @throws CommandError when there is no such file, it cannot be imported, or what it exports is no kernel
 */
export async function loadKernel(name: string, cwd: string, timeoutMs: number): Promise<MatrixKernel> {
  const file = resolve(cwd, name);
  if (!existsSync(file)) throw invalid('E_KERNEL_MISSING', `${name}: there is no such file`);
  if (statSync(file).isDirectory())
    throw invalid('E_KERNEL_MISSING', `${name}: it is a folder; name the module in it`);
  const module = await importModule(name, file, timeoutMs);
  if (!('default' in module) || module.default === undefined) {
    const found = Object.keys(module);
    throw invalid(
      'E_KERNEL_EXPORT',
      `${name}: there is no default export${found.length > 0 ? `; it exports ${found.join(', ')}` : ''}`,
      example,
    );
  }
  return asKernel(name, await made(name, module.default, timeoutMs));
}

async function importModule(
  name: string,
  file: string,
  timeoutMs: number,
): Promise<{ readonly default?: unknown }> {
  try {
    return await withTimeout(import(pathToFileURL(file).href), timeoutMs, name);
  } catch (error) {
    if (error instanceof KernelHung)
      throw invalid('E_KERNEL_HUNG', `${name}: not imported after ${timeoutMs} ms; does it await for ever?`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /^\.[cm]?tsx?$/.test(extname(file)))
      throw invalid(
        'E_KERNEL_TYPESCRIPT',
        `${name}: Node ${process.versions.node} does not load TypeScript`,
        `Node 22.18 and newer do; before that: NODE_OPTIONS="--import tsx" sparsewatt check-kernel ${name}, with tsx installed`,
      );
    const missing = /Cannot find package '([^']+)'/.exec(message)?.[1];
    throw invalid(
      'E_KERNEL_IMPORT',
      `${name}: the import throws ${describe(error)}`,
      missing
        ? `install it: npm install ${missing}`
        : (error as Error).name === 'SyntaxError'
          ? `see where: node --check ${name}`
          : null,
    );
  }
}

/** An error with the first line of its stack that is not Node's own. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = error.stack?.split('\n').find((line) => /file:\/\/\S+:\d+/.test(line));
  return `${error.name}: ${error.message}${place ? `\n  ${place.trim()}` : ''}`;
}

async function made(name: string, exported: unknown, timeoutMs: number): Promise<unknown> {
  if (typeof exported !== 'function') return exported;
  if (/^class\b/.test(Function.prototype.toString.call(exported)))
    throw invalid(
      'E_NOT_A_KERNEL',
      `${name}: the default export is a class; export a function that makes one`,
      `export default () => new ${exported.name || 'MyKernel'}();`,
    );
  try {
    return await withTimeout(exported(), timeoutMs, name);
  } catch (error) {
    if (error instanceof KernelHung)
      throw invalid('E_KERNEL_HUNG', `${name}: the function gives no kernel after ${timeoutMs} ms`);
    throw invalid('E_KERNEL_IMPORT', `${name}: the function that makes the kernel throws ${describe(error)}`);
  }
}

function asKernel(file: string, value: unknown): MatrixKernel {
  if (typeof value !== 'object' || value === null)
    throw invalid(
      'E_NOT_A_KERNEL',
      `${file}: ${value === null ? 'null' : `a ${typeof value}`} is no kernel`,
      example,
    );
  const kernel = value as MatrixKernel;
  if (typeof kernel.name !== 'string' || kernel.name === '')
    throw invalid('E_NOT_A_KERNEL', `${file}: the kernel has no name; give it a string "name"`);
  for (const product of kernelProducts) {
    const found: unknown = kernel[product];
    if (found !== undefined && typeof found !== 'function')
      throw invalid('E_NOT_A_KERNEL', `${file}: ${product} is a ${typeof found}; a function is needed`);
  }
  if (offeredProducts(kernel).length === 0) {
    const others = Object.keys(kernel).filter((key) => key !== 'name');
    const near = others.map((key) => didYouMean(key, kernelProducts)).find((product) => product !== null);
    throw invalid(
      'E_NOT_A_KERNEL',
      `${file}: the kernel ${kernel.name} has none of the products ${kernelProducts.join(', ')}${others.length > 0 ? `; it has ${others.join(', ')}` : ''}`,
      near ? `did you mean "${near}"?` : example,
    );
  }
  return kernel;
}
