// One trivial job, for both pools: piscina calls the function, worker-threads-pool runs the file in a new thread.
export default () => 1;
