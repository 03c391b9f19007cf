import { buildApplication, buildRouteMap, help, version as versionFlag } from '@stricli/core';
import { calibrateCommand } from './commands/calibrate.ts';
import { checkCommand } from './commands/check.ts';
import { checkKernelCommand } from './commands/check-kernel.ts';
import { checkPolicyCommand } from './commands/check-policy.ts';
import { compareCommand } from './commands/compare.ts';
import { dashCommand } from './commands/dash.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommands } from './commands/init.ts';
import { ladderCommand } from './commands/ladder.ts';
import { loadgenCommand } from './commands/loadgen.ts';
import { measureCommand } from './commands/measure.ts';
import { networksCommands } from './commands/networks.ts';
import { predictCommand } from './commands/predict.ts';
import { profilesCommands } from './commands/profiles.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { scenariosCommands } from './commands/scenarios.ts';
import { spikesCommand } from './commands/spikes.ts';
import { traceCommand } from './commands/trace.ts';
import { trainCommand } from './commands/train.ts';
import { tuneCommand } from './commands/tune.ts';
import { tunePolicyCommand } from './commands/tune-policy.ts';
import { validateCommand } from './commands/validate.ts';
import type { CliContext } from './context.ts';
import { describeFailure } from './describe-failure.ts';
import { text } from './text.ts';
import { about, version } from './version.ts';

const root = buildRouteMap({
  routes: {
    run: runCommand,
    loadgen: loadgenCommand,
    measure: measureCommand,
    report: reportCommand,
    check: checkCommand,
    compare: compareCommand,
    explain: explainCommand,
    dash: dashCommand,
    trace: traceCommand,
    replay: replayCommand,
    profiles: profilesCommands,
    networks: networksCommands,
    scenarios: scenariosCommands,
    predict: predictCommand,
    spikes: spikesCommand,
    calibrate: calibrateCommand,
    validate: validateCommand,
    train: trainCommand,
    ladder: ladderCommand,
    tune: tuneCommand,
    tunePolicy: tunePolicyCommand,
    doctor: doctorCommand,
    checkKernel: checkKernelCommand,
    init: initCommands,
    checkPolicy: checkPolicyCommand,
  },
  docs: {
    brief:
      'Latency, energy, memory, accuracy and carbon of a sparse neural network on a chip, before you buy it.',
    fullDescription: [
      'Simulates a neural network under a run-time sparsity policy on CPUs, GPUs, microcontrollers and neuromorphic',
      'chips. Accuracy and activity come from real kernels on real data; time and energy from sourced hardware profiles.',
      '',
      'EXAMPLES',
      '  sparsewatt run scenarios/smart-camera.yaml',
      '  sparsewatt dash',
      '  sparsewatt report latest --out report/',
      '',
      'EXIT CODES',
      '  0 done   1 run failed   2 usage   3 invalid input   4 check failed   5 package missing   70 internal error',
      '  130 interrupted',
    ].join('\n'),
  },
});

/** All commands, as data. Nothing but the command that runs is loaded. */
export const application = buildApplication<CliContext>(
  root,
  {
    name: 'sparsewatt',
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    localization: { text },
    determineExitCode: (error) => describeFailure(error, about()).exitCode,
  },
  {
    help: help({
      brief: text.briefs.help,
      defaultForRouteMap: true,
      global: true,
      formatting: {
        useAliasInUsageLine: false,
        onlyRequiredInUsageLine: true,
        caseStyle: 'convert-camel-to-kebab',
      },
    } as Parameters<typeof help>[0]),
    version: versionFlag({ brief: text.briefs.version, info: { getCurrentVersion: async () => version() } }),
  },
);
