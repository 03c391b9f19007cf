import { DataFormatError } from '../source/data-format-error.ts';
import type { EventBatch, SensorSize } from './event-batch.ts';

/** Collects events while they are decoded, and refuses those out of order or out of the sensor. */
export class EventSink {
  readonly #sensor: SensorSize;
  readonly #place: string;
  #timeUs: number[] = [];
  #x: number[] = [];
  #y: number[] = [];
  #polarity: number[] = [];
  #lastUs = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(sensor: SensorSize, place: string) {
    this.#sensor = sensor;
    this.#place = place;
  }

  /**
   * @param where of the event in the file, e.g. 'line 7' or 'byte 1024'
   * @throws DataFormatError
   */
  add(timeUs: number, x: number, y: number, polarity: number, where: () => string): void {
    const { width, height } = this.#sensor;
    if (!(x >= 0 && x < width && y >= 0 && y < height && Number.isInteger(x) && Number.isInteger(y))) {
      this.refuse(where(), `pixel (${x}, ${y}) is not on the sensor of ${width} x ${height}`);
    }
    if (!(Number.isSafeInteger(timeUs) && timeUs >= 0)) {
      this.refuse(where(), `time ${timeUs}; whole microseconds of at least 0 are needed`);
    }
    if (timeUs < this.#lastUs) {
      this.refuse(where(), `time ${timeUs} us after ${this.#lastUs} us; events must be in order of time`);
    }
    if (polarity !== 0 && polarity !== 1) this.refuse(where(), `polarity ${polarity}; 0 or 1 is needed`);
    this.#lastUs = timeUs;
    this.#count++;
    this.#timeUs.push(timeUs);
    this.#x.push(x);
    this.#y.push(y);
    this.#polarity.push(polarity);
  }

  refuse(where: string, message: string): never {
    throw new DataFormatError(this.#place, `event ${this.#count} (${where}): ${message}`);
  }

  /** What has been added since the last call, or null. */
  take(): EventBatch | null {
    if (this.#x.length === 0) return null;
    const batch = {
      timeUs: Float64Array.from(this.#timeUs),
      x: Uint16Array.from(this.#x),
      y: Uint16Array.from(this.#y),
      polarity: Uint8Array.from(this.#polarity),
    };
    this.#timeUs = [];
    this.#x = [];
    this.#y = [];
    this.#polarity = [];
    return batch;
  }
}
