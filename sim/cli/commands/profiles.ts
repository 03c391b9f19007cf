import { buildCommand, buildRouteMap } from '@stricli/core';
import type { ProfilesFlags } from '../actions/profiles.ts';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

const listCommand = buildCommand<ProfilesFlags, [], CliContext>({
  loader: async () => (await import('../actions/profiles.ts')).listProfilesAction,
  parameters: { flags: { json: jsonFlag } },
  docs: { brief: 'List the hardware profiles with their runtimes' },
});

const checkCommand = buildCommand<ProfilesFlags, string[], CliContext>({
  loader: async () => (await import('../actions/profiles.ts')).checkProfilesAction,
  parameters: {
    positional: {
      kind: 'array',
      parameter: { brief: 'profile file or id', parse: words, placeholder: 'PROFILE' },
    },
    flags: { json: jsonFlag },
  },
  docs: {
    brief: 'Check profiles (all shipped ones by default) against their schema and sources',
    customUsage: ['[PROFILE]...'],
  },
});

/** `sparsewatt profiles ...` */
export const profilesCommands = buildRouteMap({
  routes: { list: listCommand, check: checkCommand },
  docs: { brief: 'List and check hardware profiles' },
});
