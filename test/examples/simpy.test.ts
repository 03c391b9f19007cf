import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { findSimpy } from '../../tools/find-simpy.ts';
import { exampleFile, exampleGolden, runExample, simpyExamples } from '../../tools/write-simpy-goldens.ts';

const simpy = findSimpy();
const golden = (name: string) => readFileSync(exampleGolden(name), 'utf8');

describe('examples/simpy', () => {
  it('has six models', () => {
    expect(simpyExamples).toHaveLength(6);
  });

  it('prints what SimPy prints for the same models', () => {
    // One process for all: starting one takes longer than a model.
    const files = simpyExamples.map((name) => pathToFileURL(exampleFile(name, 'ts')).href);
    const program = files.map((file) => `await import('${file}'); console.log('====');`).join('');
    const node = ['--import', 'tsx', '--input-type=module', '-e', program];
    const printed = execFileSync(process.execPath, node, { cwd: packageRoot(), encoding: 'utf8' }).split(
      '====\n',
    );
    for (const [i, name] of simpyExamples.entries()) expect(printed[i], name).toBe(golden(name));
  });

  it.skipIf('missing' in simpy).each(simpyExamples)(
    `%s.py prints the same in the SimPy that is here (${'missing' in simpy ? simpy.missing : simpy.version})`,
    (name) => {
      if (!('missing' in simpy)) expect(runExample(simpy, name)).toBe(golden(name));
    },
  );

  it('uses the public interface alone', () => {
    for (const name of simpyExamples) {
      const code = readFileSync(exampleFile(name, 'ts'), 'utf8');
      const specifiers = [...code.matchAll(/from '([^']+)'/g)].map((found) => found[1]);
      expect(specifiers, name).toEqual(['sparsewatt/engine']);
    }
  });
});
