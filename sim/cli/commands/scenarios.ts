import { buildCommand, buildRouteMap } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { jsonFlag } from './shared-flags.ts';

const listCommand = buildCommand<{ readonly json: boolean }, [], CliContext>({
  loader: async () => (await import('../actions/scenarios.ts')).listScenarios,
  parameters: { flags: { json: jsonFlag } },
  docs: { brief: 'List the scenarios that are ready to run' },
});

/** `sparsewatt scenarios ...` */
export const scenariosCommands = buildRouteMap({
  routes: { list: listCommand },
  docs: { brief: 'List the scenarios that are ready to run' },
});
