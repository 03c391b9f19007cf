// The public interface of the engine: import from 'sparsewatt/engine'.
export { EngineError, type EngineErrorCode } from './engine-error.ts';
export {
  Environment,
  type EnvironmentOptions,
  type EventHandler,
  type EventSink,
} from './environment.ts';
export { AllOf } from './processes/all-of.ts';
export { AnyOf } from './processes/any-of.ts';
export { Condition, type ConditionValue } from './processes/condition.ts';
export { Container } from './processes/container.ts';
export { Event } from './processes/event.ts';
export { type Filter, FilterStore } from './processes/filter-store.ts';
export type { Get } from './processes/get.ts';
export { Interrupt } from './processes/interrupt.ts';
export { Preempted } from './processes/preempted.ts';
export { PreemptiveResource } from './processes/preemptive-resource.ts';
export { PriorityItem } from './processes/priority-item.ts';
export type { PriorityRequest } from './processes/priority-request.ts';
export { PriorityResource } from './processes/priority-resource.ts';
export { type Orderable, PriorityStore } from './processes/priority-store.ts';
export { Process, type ProcessGenerator, type Yieldable } from './processes/process.ts';
export type { Put } from './processes/put.ts';
export type { Request } from './processes/request.ts';
export { Resource } from './processes/resource.ts';
export { Simulation } from './processes/simulation.ts';
export { Store } from './processes/store.ts';
export { Timeout } from './processes/timeout.ts';
export { AliasTable } from './random/distributions/alias-table.ts';
export { bernoulli } from './random/distributions/bernoulli.ts';
export { Empirical } from './random/distributions/empirical.ts';
export { erlang } from './random/distributions/erlang.ts';
export { exponential } from './random/distributions/exponential.ts';
export { gamma } from './random/distributions/gamma.ts';
export { geometric } from './random/distributions/geometric.ts';
export { hyperexponential } from './random/distributions/hyperexponential.ts';
export { logNormal } from './random/distributions/log-normal.ts';
export { normal } from './random/distributions/normal.ts';
export { pareto } from './random/distributions/pareto.ts';
export { poisson } from './random/distributions/poisson.ts';
export { triangular } from './random/distributions/triangular.ts';
export { uniform } from './random/distributions/uniform.ts';
export { weibull } from './random/distributions/weibull.ts';
export { Zipf } from './random/distributions/zipf.ts';
export { normalQuantile } from './random/normal-quantile.ts';
export { permutation } from './random/permutation.ts';
export { RandomStream } from './random/random-stream.ts';
export { ChromeTrace } from './trace/chrome-trace.ts';
export { EventLog } from './trace/event-log.ts';
export { EventLogError } from './trace/event-log-error.ts';
export { readEventLog } from './trace/read-event-log.ts';
export { rehashEventLog } from './trace/rehash-event-log.ts';
export { replay } from './trace/replay.ts';
export { nobody, TypedResource } from './typed-resource.ts';
