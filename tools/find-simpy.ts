import { spawnSync } from 'node:child_process';

export interface Simpy {
  /** A Python that has SimPy. */
  readonly python: string;
  readonly version: string;
}

const howToInstall =
  'install it with `apt-get install python3-simpy3` (Debian, 3.0.11) or `pip install simpy`, or name a Python that has it in the variable PYTHON';

/** The first Python here that has SimPy, or why there is none. */
export function findSimpy(): Simpy | { readonly missing: string } {
  for (const python of [process.env['PYTHON'], 'python3', '/usr/bin/python3']) {
    if (python === undefined) continue;
    const { status, stdout } = spawnSync(python, ['-c', 'import simpy; print(simpy.__version__)'], {
      encoding: 'utf8',
    });
    if (status === 0) return { python, version: stdout.trim() };
  }
  return { missing: `no Python with SimPy: ${howToInstall}` };
}
