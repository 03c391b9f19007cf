import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import type { BackendReport, OptionalBackend } from './backend-report.ts';

export interface ProbeOptions {
  /** Default 60,000. */
  readonly timeoutMs?: number;
}

/**
 * Starts a backend in a process of its own, where a driver may crash, hang and print as it likes, and tests it.
 * Never rejects for what the backend does.
 * @throws Error when the build is missing
 */
export async function probeBackend(
  backend: OptionalBackend,
  { timeoutMs = 60_000 }: ProbeOptions = {},
): Promise<BackendReport> {
  const file = join(packageRoot(), 'dist', 'kernels', 'backends', 'probe-child.js');
  if (!existsSync(file)) throw new Error(`${file} is missing; build it with: npm run build`);
  const child = fork(file, [backend], {
    silent: true,
    // The parent's loaders (tsx, test runners) are of no use to compiled code.
    execArgv: [],
    // Without it Dawn prints errors.
    env: { XDG_RUNTIME_DIR: tmpdir(), ...process.env },
  });
  let report: BackendReport | null = null;
  let printed = '';
  child.on('message', (message) => {
    report = message as BackendReport;
  });
  child.stderr!.on('data', (data) => {
    printed += data;
  });
  child.stdout!.resume();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('error', (error) => resolve([null, error.message]));
    child.on('close', (...end) => resolve(end));
  });
  clearTimeout(timer);
  if (report) return explain(report, printed);
  return {
    ...{
      backend,
      detected: false,
      selfTested: false,
      wrong: false,
      largestDifference: null,
      adapter: null,
      isSoftware: false,
    },
    reason: late
      ? `no answer within ${timeoutMs} ms`
      : `the process that tried it ended (${signal ?? code}): ${printed.trim().split('\n')[0]}`,
    fix: null,
  };
}

/** Only what Dawn prints tells a missing Vulkan loader from a missing driver. */
function explain(report: BackendReport, printed: string): BackendReport {
  if (report.detected || !/libvulkan\.so\.1: cannot open/.test(printed)) return report;
  return {
    ...report,
    reason: `${report.reason}: the Vulkan loader libvulkan.so.1 is missing`,
    fix: 'install it (Debian: apt-get install libvulkan1) and a Vulkan driver: docs/gpu.md',
  };
}
