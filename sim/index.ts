/**
 * Public interface of the library: run a scenario, read and render its report, load targets, look at policies.
 * Everything else may change between versions.
 */
export { loadRunnableTarget as loadTarget } from './calibration/load-runnable-target.ts';
export type { Cause, JoulesByCause } from './energy/cause.ts';
export { RandomStream } from './engine/random/random-stream.ts';
export { benchmarkIds, benchmarkNetwork } from './network/benchmarks/benchmark-network.ts';
export { type NetworkTotals, networkTotals } from './network/benchmarks/network-totals.ts';
export { loadGraph } from './network/load-graph.ts';
export type { Network } from './network/network.ts';
export type { NetworkGraph } from './network/network-graph.ts';
export { loadNetwork } from './network/onnx/load-network.ts';
export { type ByteTable, OnnxBuilder } from './network/onnx/onnx-builder.ts';
export { type OnnxSpec, writeOnnx } from './network/onnx/write-onnx.ts';
export type {
  Observation,
  Option,
  OptionSplit,
  PassResult,
  Policy,
  PolicyContext,
  PolicyDefinition,
  PolicyNeed,
  PolicySurroundings,
} from './policies/policy.ts';
export { accept, recall } from './policies/policy.ts';
export type { PolicyParameter, PolicyParameters, PolicyValues } from './policies/policy-parameter.ts';
export { policyIds } from './policies/registry.ts';
export { predict } from './predict/predict.ts';
export type { PredictOptions } from './predict/predict-options.ts';
export type { PredictedQuantity, Prediction } from './predict/prediction.ts';
export { buildGreenReport, type GreenInput } from './report/green/build-green-report.ts';
export { type GridIntensity, gridIntensity } from './report/green/grid-intensity.ts';
export { type GreenReport, greenReportSchema } from './report/green/schema/green-report-schema.ts';
export type { CellSummary, Conclusion, NetworkSummary, RunReport, RunResult } from './report/run-report.ts';
export { runReportSchema } from './report/run-report-schema.ts';
export { renderText, type TextOptions } from './report/text/render-text.ts';
export { checkPolicy, type PolicyVerdict, policyLaws } from './scenario/conformance/check-policy.ts';
export type { Scenario } from './scenario/load-scenario.ts';
export { openScenario } from './scenario/open-scenario.ts';
export { type RunOptions, runScenario, type ScenarioRun } from './scenario/run-scenario.ts';
export { scenarioSchema } from './scenario/scenario-schema.ts';
export { InputError, type InputIssue } from './schema/input-error.ts';
export { createExecutor } from './sparsity/execute/create-executor.ts';
export {
  GraphExecutor,
  type GraphExecutorOptions,
  type GraphRun,
  type RequestOptions,
} from './sparsity/execute/graph/graph-executor.ts';
export type { ActivationRanges } from './sparsity/execute/graph/program/activation-ranges.ts';
export { calibrateProgram } from './sparsity/execute/graph/program/calibrate-program.ts';
export type { NetworkExecutor } from './sparsity/executor.ts';
export { int8CalibrationOf } from './sparsity/int8/int8-calibration-of.ts';
export { type ObtainedTable, obtainTable } from './sparsity/obtain-table.ts';
export type { OperatingPoint } from './sparsity/operating-point.ts';
export type { OutcomeTable } from './sparsity/outcome-table.ts';
export { pointList } from './sparsity/point-list.ts';
export {
  type BatchMeansOptions,
  batchMeans,
  batchRatio,
  type SteadyEstimate,
} from './statistics/batch-means.ts';
export { mserCut } from './statistics/mser-cut.ts';
export { QuantileSketch } from './statistics/quantile-sketch.ts';
export { studentTQuantile } from './statistics/student-t.ts';
export { Tally } from './statistics/tally.ts';
export { TimeWeighted } from './statistics/time-weighted.ts';
export { listProfiles, type ProfileSummary } from './targets/list-profiles.ts';
export type { Fit, Plan, Stage, Target, TargetClass } from './targets/target.ts';
export { type ValidationReport, validate } from './validate/validate.ts';
