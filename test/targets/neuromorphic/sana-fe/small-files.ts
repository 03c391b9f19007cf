/** A chip of two tiles with two cores each, in SANA-FE's words. */
export const architectureText = `architecture:
  name: small
  attributes: { topology: mesh, width: 2, height: 1, link_buffer_size: 4, sync_model: table, latency_sync: { 1: 1.0e-7, 2: 2.0e-7 } }
  tile:
    - name: tile[0..1]
      attributes: { energy_north_hop: 4.0e-12, latency_north_hop: 6.0e-9, energy_east_hop: 3.0e-12, latency_east_hop: 4.0e-9, energy_south_hop: 4.0e-12, latency_south_hop: 6.0e-9, energy_west_hop: 3.0e-12, latency_west_hop: 4.0e-9 }
      core:
        - name: core[0..1]
          attributes: { buffer_position: soma, max_neurons_supported: 8 }
          axon_in:
            - { name: a, attributes: { energy_message_in: 0, latency_message_in: 1.6e-8 } }
          synapse:
            - { name: s, attributes: { model: current_based, energy_process_spike: 3.0e-11, latency_process_spike: 3.0e-9 } }
          dendrite:
            - { name: d, attributes: { model: accumulator, energy_update: 0, latency_update: 0 } }
          soma:
            - { name: lif, attributes: { model: leaky_integrate_fire, energy_access_neuron: 5.0e-11, latency_access_neuron: 6.0e-9, energy_update_neuron: 2.0e-11, latency_update_neuron: 3.0e-9, energy_spike_out: 6.0e-11, latency_spike_out: 3.0e-8 } }
            - { name: "in[0..1]", attributes: { model: input, energy_access_neuron: 0, latency_access_neuron: 0, energy_update_neuron: 0, latency_update_neuron: 0, energy_spike_out: 0, latency_spike_out: 0 } }
          axon_out:
            - { name: o, attributes: { energy_message_out: 1.0e-10, latency_message_out: 5.0e-9 } }
`;

/** Two inputs, the first of which fires in steps 0 and 2, and two neurons. */
export const networkText = `network:
  name: small
  groups:
    - name: in
      attributes: [soma_hw_name: "in[0]"]
      neurons:
        - 0: [spikes: [1, 0, 1]]
        - 1
    - name: out
      attributes: [threshold: 2]
      neurons:
        - 0..1
  edges:
    - in.0 -> out.0: [weight: 3]
mappings:
  - in: {core: 0.0}
  - out: {core: 1.0}
`;

export const netlistText = `g 2 soma_hw_name=in[0]
g 2 threshold=2
n 0.0 [spikes: [1, 0, 1]]
n 1.0 bias=0 connections_out=1
e 0.0->1.0 weight=3
& 0.0@0.0
& 0.1@0.0
& 1.0@1.0
& 1.1@1.0
`;
