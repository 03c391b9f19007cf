import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findSimpy } from '../../../tools/find-simpy.ts';
import { digest, digestsFile, type ProgramDigests, runPrograms } from '../../../tools/write-simpy-goldens.ts';
import { randomProgram } from './random-program.ts';
import { runProgram } from './run-program.ts';

const { digests, simpy: version }: ProgramDigests = JSON.parse(readFileSync(digestsFile, 'utf8'));
const simpy = findSimpy();

describe('random programs', () => {
  it(`print the lines that SimPy ${version} printed, in the same order`, () => {
    const seeds = digests.map((_, seed) => seed);
    expect(seeds.length).toBeGreaterThanOrEqual(300);
    const different = seeds.filter((seed) => digest(runProgram(randomProgram(seed)).lines) !== digests[seed]);
    // tools/write-simpy-goldens.ts says how to see SimPy's own lines.
    expect(different).toEqual([]);
  });

  it.skipIf('missing' in simpy)(
    `print the lines of the SimPy that is here (${'missing' in simpy ? simpy.missing : simpy.version})`,
    () => {
      if ('missing' in simpy) return;
      const programs = Array.from({ length: 200 }, (_, i) => randomProgram(10_000 + i));
      const theirs = runPrograms(simpy, programs);
      for (const [i, program] of programs.entries()) expect(runProgram(program).lines).toEqual(theirs[i]);
    },
  );

  it('contain every kind of line', () => {
    const printed = digests.flatMap((_, seed) => runProgram(randomProgram(seed)).lines).join('\n');
    const words = [
      'waited',
      'has r',
      'leaves r',
      'left r',
      'preempted by',
      'interrupted by',
      'put s',
      'get s',
    ];
    const more = [
      'no put',
      'no get',
      'fill',
      'draw',
      'joined',
      'got e',
      'caught e',
      'caught p',
      'crash p',
      'crash e',
    ];
    for (const word of [...words, ...more])
      expect(printed.split(` ${word}`).length, word).toBeGreaterThan(10);
    for (const condition of [/ all: \w+=/, / any: \w+=/, / any: $/m, / all: .*=.*=/])
      expect(printed).toMatch(condition);
  });

  it('give the same hash for the same seed, another for another', () => {
    const hash = (seed: number) => runProgram(randomProgram(seed)).simulation.environment.trace.digest();
    const hashes = Array.from({ length: 50 }, (_, seed) => hash(seed));
    expect(hashes).toEqual(Array.from({ length: 50 }, (_, seed) => hash(seed)));
    expect(new Set(hashes).size).toBeGreaterThan(45);
  });

  it('leave nothing to do behind, whatever failed on the way', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { simulation } = runProgram(randomProgram(seed));
      expect(simulation.environment.pending).toBe(0);
      expect(simulation.activeProcess).toBeNull();
    }
  });
});
