import type { OutputStream } from './context.ts';

/** Shows how far a long step has come; where standard error is no terminal, one line per step. */
export interface ProgressBar {
  /** @param done and total in `unit`s; a new label begins a new measurement of the rate */
  update(label: string, done: number, total: number, unit: string): void;
  /** Wipes the bar; call before anything else is written. */
  clear(): void;
}

const cells = 24;
const between = 100;

const seconds = (value: number) =>
  value >= 60
    ? `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`
    : `${Math.max(0, Math.round(value))} s`;

/**
 * A one-line bar with rate and time left.
 * @param now milliseconds of any monotonic clock
 */
export function progressBar(stream: OutputStream, now: () => number = () => performance.now()): ProgressBar {
  let label = '';
  if (!stream.isTerminal)
    return {
      update(nextLabel) {
        if (nextLabel !== label) stream.write(`${nextLabel} ...\n`);
        label = nextLabel;
      },
      clear: () => undefined,
    };
  let startedMs = 0;
  let startedAt = 0;
  let drawnMs = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update(nextLabel, done, total, unit) {
      const nowMs = now();
      if (nextLabel !== label) {
        label = nextLabel;
        startedMs = nowMs;
        startedAt = done;
        drawnMs = Number.NEGATIVE_INFINITY;
      }
      if (nowMs - drawnMs < between && done < total) return;
      drawnMs = nowMs;
      const share = total > 0 ? Math.min(1, done / total) : 1;
      const filled = Math.round(share * cells);
      const elapsedS = (nowMs - startedMs) / 1000;
      const rate = elapsedS > 0.2 ? (done - startedAt) / elapsedS : 0;
      const left = rate > 0 ? `, ${seconds((total - done) / rate)} left` : '';
      const speed =
        rate > 0
          ? ` ${rate >= 100 ? Math.round(rate).toLocaleString('en') : rate.toFixed(1)} ${unit}/s${left}`
          : '';
      const line = `${label} [${'#'.repeat(filled)}${'.'.repeat(cells - filled)}] ${Math.floor(share * 100)}%${speed}`;
      stream.write(`\r\u001b[K${line.slice(0, Math.max(20, stream.columns - 1))}`);
      shown = true;
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
