export interface BatchMeans {
  readonly mean: number;
  /** Half the width of the 95% confidence interval. */
  readonly halfWidth: number;
  readonly batches: number;
}

const batches = 30;
/** 97.5% quantile of Student's t with 29 degrees of freedom. */
const quantile = 2.0452;

/** Mean of a correlated series with a confidence interval from the means of 30 long batches (Law 2015, section 9.5.3). */
export function batchMeans(values: Float64Array): BatchMeans {
  const length = Math.floor(values.length / batches);
  const means = Array.from({ length: batches }, (_, b) => {
    let sum = 0;
    for (let i = b * length; i < (b + 1) * length; i++) sum += values[i]!;
    return sum / length;
  });
  const mean = means.reduce((sum, value) => sum + value, 0) / batches;
  const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, halfWidth: quantile * Math.sqrt(squares / (batches - 1) / batches), batches };
}
