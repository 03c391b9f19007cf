import { z } from 'zod';

const cost = z.number().min(0);
const named = { name: z.string().min(1) };

const tileAttributes = z.strictObject({
  energy_north_hop: cost,
  latency_north_hop: cost,
  energy_east_hop: cost,
  latency_east_hop: cost,
  energy_south_hop: cost,
  latency_south_hop: cost,
  energy_west_hop: cost,
  latency_west_hop: cost,
});

const coreSchema = z.strictObject({
  ...named,
  attributes: z.strictObject({
    buffer_position: z.enum(['dendrite', 'soma']),
    buffer_inside_unit: z.boolean().optional(),
    max_neurons_supported: z.int().positive().optional(),
  }),
  axon_in: z
    .array(
      z.strictObject({
        ...named,
        attributes: z.strictObject({ energy_message_in: cost, latency_message_in: cost }),
      }),
    )
    .length(1),
  synapse: z
    .array(
      z.strictObject({
        ...named,
        attributes: z.strictObject({
          model: z.enum(['current_based']),
          energy_process_spike: cost,
          latency_process_spike: cost,
        }),
      }),
    )
    .min(1),
  dendrite: z
    .array(
      z.strictObject({
        ...named,
        attributes: z.strictObject({
          model: z.enum(['accumulator', 'accumulator_with_delay']),
          energy_update: cost.default(0),
          latency_update: cost.default(0),
          update_every_timestep: z.boolean().optional(),
          force_update: z.boolean().optional(),
        }),
      }),
    )
    .min(1),
  soma: z
    .array(
      z.strictObject({
        ...named,
        attributes: z.strictObject({
          model: z.enum(['leaky_integrate_fire', 'truenorth', 'input']),
          energy_access_neuron: cost,
          latency_access_neuron: cost,
          energy_update_neuron: cost,
          latency_update_neuron: cost,
          energy_spike_out: cost,
          latency_spike_out: cost,
        }),
      }),
    )
    .min(1),
  axon_out: z
    .array(
      z.strictObject({
        ...named,
        attributes: z.strictObject({ energy_message_out: cost, latency_message_out: cost }),
      }),
    )
    .length(1),
});

/** SANA-FE's description of an architecture, as far as this project simulates it; anything else is an error. */
export const architectureSchema = z.strictObject({
  architecture: z.strictObject({
    ...named,
    attributes: z.strictObject({
      topology: z.enum(['mesh']).optional(),
      width: z.int().min(1).max(256),
      height: z.int().min(1).max(256),
      link_buffer_size: z.int().min(1),
      sync_model: z.enum(['fixed', 'table']).optional(),
      latency_sync: z.union([cost, z.record(z.string().regex(/^\d+$/), cost)]).optional(),
    }),
    tile: z
      .array(z.strictObject({ ...named, attributes: tileAttributes, core: z.array(coreSchema).min(1) }))
      .min(1),
  }),
});

export type ArchitectureFile = z.output<typeof architectureSchema>;
export type CoreFile = z.output<typeof coreSchema>;
