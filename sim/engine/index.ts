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
export { permutation } from './random/permutation.ts';
export { RandomStream } from './random/random-stream.ts';
export { nobody, TypedResource } from './typed-resource.ts';
