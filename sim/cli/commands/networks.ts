import { buildCommand, buildRouteMap } from '@stricli/core';
import type { NetworksFlags } from '../actions/networks.ts';
import type { CliContext } from '../context.ts';
import { words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

const listCommand = buildCommand<NetworksFlags, [], CliContext>({
  loader: async () => (await import('../actions/networks.ts')).listNetworksAction,
  parameters: { flags: { json: jsonFlag } },
  docs: { brief: 'List the built-in networks with their multiply-accumulates and parameters' },
});

const showCommand = buildCommand<NetworksFlags, [string], CliContext>({
  loader: async () => (await import('../actions/networks.ts')).showNetworkAction,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        { brief: 'id of a built-in network, or .onnx file', parse: words, placeholder: 'NETWORK' },
      ],
    },
    flags: { json: jsonFlag },
  },
  docs: { brief: 'Show every operator of a network' },
});

/** `sparsewatt networks ...` */
export const networksCommands = buildRouteMap({
  routes: { list: listCommand, show: showCommand },
  docs: { brief: 'List the built-in networks, and show one operator by operator' },
});
