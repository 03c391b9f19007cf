import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { BackendReport } from '../../../kernels/backends/backend-report.ts';
import { packageRoot } from '../../package-root.ts';
import { cacheFolder } from '../cache-folder.ts';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { about, version } from '../version.ts';

export interface DoctorFlags {
  readonly json: boolean;
  readonly cache?: string;
}

interface Finding {
  readonly what: string;
  /** `absent`: an extra that this machine does not offer; nothing needs it. */
  readonly status: 'ok' | 'absent' | 'warning' | 'failed';
  readonly found: string;
  readonly fix: string | null;
}

const images = 8;
/** Float32 sums of at most a few thousand products agree with float64 to far better than this. */
const largestDifference = 1e-4;

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return {
    what: 'Node',
    status: enough ? 'ok' : 'failed',
    found: process.versions.node,
    fix: enough ? null : 'install Node 20.19 or newer',
  };
}

function machine(): Finding {
  const cores = availableParallelism();
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  return { what: 'machine', status: 'ok', found: `${cores} cores, ${memory} GiB of memory`, fix: null };
}

async function cache(folder: string): Promise<Finding> {
  const probe = join(folder, `doctor-${process.pid}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
    return { what: 'cache', status: 'ok', found: folder, fix: null };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return {
      what: 'cache',
      status: 'warning',
      found: `${folder} cannot be written (${code})`,
      fix: 'choose another folder with --cache, or set XDG_CACHE_HOME',
    };
  }
}

/** Executes the shipped ladder on a few test images and compares with the float64 reference. */
async function kernels(): Promise<Finding> {
  const what = 'kernels (WebAssembly)';
  try {
    const { loadNetwork } = await import('../../network/onnx/load-network.ts');
    const { createExecutor } = await import('../../sparsity/execute/create-executor.ts');
    const { pointList, ungatedPoints } = await import('../../sparsity/point-list.ts');
    const { samplesAt } = await import('../../sparsity/table-data.ts');
    const network = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx'));
    const points = ungatedPoints(pointList(network));
    const chosen = [points[0]!, points.at(-1)!];
    const positions = Array.from({ length: images }, (_, i) => i);
    const samples = samplesAt('degraded-mnist', 'test', positions);
    const logits = async (backend: 'wasm' | 'reference') => {
      const executor = await createExecutor(network, { backend });
      const parts: Float32Array[] = [];
      for (const point of chosen) parts.push((await executor.run(samples.images, images, point)).logits);
      return parts.flatMap((part) => [...part]);
    };
    const expected = await logits('reference');
    const found = await logits('wasm');
    const largest = Math.max(...expected.map(Math.abs));
    const off = Math.max(...found.map((value, i) => Math.abs(value - expected[i]!))) / largest;
    const good = off <= largestDifference;
    return {
      what,
      status: good ? 'ok' : 'failed',
      found: `${images} images at ${chosen.map((p) => p.id).join(' and ')}: largest difference from float64 ${off.toExponential(1)}`,
      fix: good ? null : `more than ${largestDifference}: please report this with "${about()}"`,
    };
  } catch (error) {
    return {
      what,
      status: 'failed',
      found: (error as Error).message.split('\n')[0]!,
      fix: 'build again: npm run build',
    };
  }
}

/** The fast build tries itself against float64 before it measures what pays; reproducible results do not need it. */
async function fastKernels(): Promise<Finding> {
  const what = 'kernels, fast mode';
  try {
    const { fastDispatch } = await import('../../../kernels/backends/wasm/fast-dispatch.ts');
    const { fault, dispatch } = fastDispatch();
    const percent = (share: number) => `${Math.round(100 * Math.min(1, share))}%`;
    const { panels, vector } = dispatch.denseFrom;
    const measured = `${dispatch.wide ? '256-bit vectors' : '128-bit vectors'}; dense from ${percent(panels)} of weights (${percent(vector)} for one sample)`;
    if (fault === null) return { what, status: 'ok', found: `relaxed SIMD, ${measured}`, fix: null };
    const fix = 'the reproducible kernels run in its place; a newer Node may have what is missing';
    return { what, status: 'warning', found: fault, fix };
  } catch (error) {
    const found = (error as Error).message.split('\n')[0]!;
    return { what, status: 'warning', found, fix: 'build again: npm run build' };
  }
}

/** The extra backends, each started and tested in a process of its own. */
async function backends(): Promise<readonly Finding[]> {
  try {
    const { detectGpuModes } = await import('../../../kernels/backends/gpujs/detect-gpu-modes.ts');
    const { detectWebGpu } = await import('../../../kernels/backends/webgpu/detect-web-gpu.ts');
    const [modes, webGpu] = await Promise.all([detectGpuModes(), detectWebGpu()]);
    return [...modes, webGpu].map(backendFinding);
  } catch (error) {
    const found = (error as Error).message.split('\n')[0]!;
    return [{ what: 'gpu.js and WebGPU', status: 'warning', found, fix: 'build again: npm run build' }];
  }
}

function backendFinding(report: BackendReport): Finding {
  const { backend, detected, selfTested, wrong, largestDifference, adapter, isSoftware, reason, fix } =
    report;
  const what = backend === 'webgpu' ? 'WebGPU kernels' : `gpu.js, mode ${backend.replace('gpujs-', '')}`;
  const device = adapter
    ? ` on ${adapter}${isSoftware ? ' (software: for checking, not for speed)' : ''}`
    : '';
  if (selfTested) {
    const off = largestDifference!.toExponential(1);
    const found = `dense, CSR and ladder products${device}: largest difference from float64 ${off}`;
    return { what, status: 'ok', found, fix: null };
  }
  if (!detected && !['gpujs-cpu', 'gpujs-webasm'].includes(backend))
    return { what, status: 'absent', found: `not available: ${reason}`, fix };
  return {
    what,
    status: wrong ? 'failed' : 'warning',
    found: `${detected ? 'starts, but fails its test' : 'does not start'}${device}: ${reason}`,
    fix: wrong ? `please report this with "${about()}"` : (fix ?? 'only what asks for it by name needs it'),
  };
}

async function profiles(): Promise<Finding> {
  try {
    const { listProfiles } = await import('../../targets/list-profiles.ts');
    const found = await listProfiles();
    return {
      what: 'profiles',
      status: 'ok',
      found: `${found.length} hardware profiles are sound`,
      fix: null,
    };
  } catch (error) {
    return {
      what: 'profiles',
      status: 'failed',
      found: (error as Error).message.split('\n')[0]!,
      fix: 'see all faults: sparsewatt profiles check',
    };
  }
}

const marks = { ok: '✓', absent: '–', warning: '!', failed: '✗' } as const;

/** Checks the machine; exit code 4 when something that every run needs does not work. */
export async function doctor(this: CliContext, flags: DoctorFlags): Promise<void> {
  const findings: Finding[] = [
    node(),
    machine(),
    await cache(cacheFolder(flags.cache, this.cwd)),
    await profiles(),
    await kernels(),
    await fastKernels(),
    ...(await backends()),
  ];
  if (flags.json) {
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', version: version(), findings })}\n`);
  } else {
    for (const { what, status, found, fix } of findings)
      this.stdout.write(`${marks[status]} ${what}: ${found}${fix ? `\n    ${fix}` : ''}\n`);
  }
  const failed = findings.filter((finding) => finding.status === 'failed');
  if (failed.length > 0)
    throw new CommandError(
      exitCode.checkFailed,
      'E_DOCTOR',
      `${failed.map((finding) => finding.what).join(', ')}: does not work on this machine`,
    );
}
