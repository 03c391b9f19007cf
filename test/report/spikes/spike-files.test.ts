import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { renderSpikes } from '../../../sim/report/spikes/render-spikes.ts';
import { spikeFiles } from '../../../sim/report/spikes/spike-files.ts';
import { spikeSummary } from '../../../sim/report/spikes/spike-summary.ts';
import { openSpikeJob } from '../../../sim/targets/neuromorphic/chip/open-spike-job.ts';
import { simulateNetwork } from '../../../sim/targets/neuromorphic/chip/simulate-network.ts';
import { architectureText, networkText } from '../../targets/neuromorphic/sana-fe/small-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spikes-'));
  await writeFile(join(folder, 'net.yaml'), networkText);
  await writeFile(join(folder, 'chip.yaml'), architectureText);
});

async function run(target: string) {
  const opened = await openSpikeJob(join(folder, 'net.yaml'), target);
  const outcome = simulateNetwork({
    ...opened,
    steps: 6,
    timing: 'event-by-event',
    tickS: opened.target?.tickS ?? null,
    power: opened.target?.power ?? null,
  });
  const question = {
    file: 'net.yaml',
    target,
    timing: 'event-by-event',
    seed: 1,
    input: 'of the file',
    host: false,
  };
  const summary = spikeSummary(opened, outcome, question);
  const files = spikeFiles(opened, outcome, summary).map(([name, write]) => {
    let text = '';
    write((piece) => {
      text += piece;
    });
    return [name, text] as const;
  });
  return { summary, files: new Map(files), text: renderSpikes(summary).join('\n') };
}

it('writes what happened: spikes, raster, cores, a trace in simulated time', async () => {
  const { files, summary } = await run(join(folder, 'chip.yaml'));
  expect(files.get('spikes.csv')).toBe('step,population,neuron\n0,in,0\n1,out,0\n2,in,0\n3,out,0\n');
  const trace = JSON.parse(files.get('trace.json')!) as { traceEvents: { ph: string; dur?: number }[] };
  const lasted = trace.traceEvents.reduce((sum, { ph, dur }) => sum + (ph === 'X' ? dur! : 0), 0);
  expect(lasted * 1e-6).toBeCloseTo(summary.time!.totalS, 8);
  expect(files.get('raster.svg')!.match(/<path d="M[^"]*" fill=/g)).toHaveLength(1);
  expect(files.get('cores.svg')!.match(/<rect x=/g)).toHaveLength(4);
  expect(files.get('cores.svg')).toContain('core 1.0: 2 neurons, 2 spikes, 2 messages in, 2 synaptic events');
});

it('never counts as nothing what is not known of a chip', async () => {
  const loihi = await run('loihi-2');
  expect(loihi.summary.energy).toMatchObject({
    synapsesJ: null,
    somasJ: null,
    messagesJ: null,
    dynamicJ: null,
  });
  expect(loihi.text).toMatch(/synaptic events +not known/);
  expect(loihi.summary.energy.staticJ).toBeCloseTo(0.257 * loihi.summary.time!.totalS, 12);
  const odin = await run('odin');
  expect(odin.summary.energy.synapsesJ).toBeCloseTo(2 * 8.43e-12, 18);
  const slow = await run('truenorth');
  expect(slow.summary.time!.totalS).toBeCloseTo(6e-3, 9);
  expect(slow.summary.energy.knownJ).toBeCloseTo(6e-3 * 0.06443 + 2 * 2.297e-12, 9);
});
