import { DataFormatError } from '../source/data-format-error.ts';
import { decompress } from '../source/decompress.ts';
import { derivedArrays } from '../source/derived-arrays.ts';
import { readSource, sourcePath } from '../source/read-source.ts';
import { parseRda, type RValue } from './parse-rda.ts';

const source = { set: 'shuttle', from: 'Debian package r-cran-mlbench' };
const file = 'Shuttle.rda';

/** Rows of sensor readings with one class each. */
export interface SensorSet {
  /** [count][channels], float32, row major. */
  readonly features: Float32Array;
  /** [count], each below `classes`. */
  readonly labels: Uint8Array;
  readonly channels: number;
  readonly classes: number;
  readonly classNames: readonly string[];
}

/**
 * Statlog Shuttle: 58,000 rows of 9 channels, 7 states of the radiators (from 45,586 rows down to 10), unscaled and in
 * the order of the package.
 * @throws DataMissingError, DataFormatError
 */
export function shuttle(): SensorSet {
  const place = sourcePath(source, file);
  const { about, arrays } = derivedArrays('shuttle', 'r-cran-mlbench 2.1 Shuttle, 1', () =>
    readFrame(decompress(readSource(source, file), place), place),
  );
  const classNames = about as string[];
  return {
    features: arrays['features'] as Float32Array,
    labels: arrays['labels'] as Uint8Array,
    channels: arrays['features']!.length / arrays['labels']!.length,
    classes: classNames.length,
    classNames,
  };
}

/** Columns of the data frame `Shuttle`: numbers, and the factor `Class`. */
function readFrame(bytes: Uint8Array, place: string) {
  const wrong = (what: string) => new DataFormatError(place, `${what}; fetch the data set again`);
  const frame = parseRda(bytes, place).get('Shuttle');
  const columns = asVector(frame, 'list');
  const names = asVector(columns?.attributes.get('names'), 'strings')?.values;
  if (!columns || !names) throw wrong('holds no data frame named Shuttle');
  const state = asVector(columns.values[names.indexOf('Class')], 'integers');
  const levels = asVector(state?.attributes.get('levels'), 'strings')?.values;
  if (!state || !levels) throw wrong(`no factor named Class among ${names.join(', ')}`);
  const count = state.values.length;
  const sensors = columns.values.flatMap((column, i) => {
    if (names[i] === 'Class') return [];
    const values = (asVector(column, 'reals') ?? asVector(column, 'integers'))?.values;
    if (values?.length !== count) throw wrong(`column ${names[i]} is not ${count} numbers`);
    return [values];
  });
  const features = new Float32Array(count * sensors.length);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const level = state.values[row]!;
    if (!(level >= 1 && level <= levels.length))
      throw wrong(`row ${row + 1}: class ${level}; 1 to ${levels.length} are allowed`);
    labels[row] = level - 1;
    for (const [channel, values] of sensors.entries()) {
      const value = values[row]!;
      if (!Number.isFinite(value))
        throw wrong(`row ${row + 1}, channel ${channel + 1}: ${value}; a number is needed`);
      features[row * sensors.length + channel] = value;
    }
  }
  return { about: levels, arrays: { features, labels } };
}

type VectorOf<K> = Extract<RValue, { readonly kind: K }>;

function asVector<K extends 'integers' | 'reals' | 'strings' | 'list'>(
  value: RValue | undefined,
  kind: K,
): VectorOf<K> | null {
  if (value === undefined || value === null || typeof value === 'string' || !('kind' in value)) return null;
  return value.kind === kind ? (value as VectorOf<K>) : null;
}
