/** A clock and the voltage that it needs. */
export interface ClockAndVoltage {
  readonly hz: number;
  readonly volts: number;
}

/**
 * Active power at another clock, W: a part is fixed, the rest is switched capacitance, C V^2 f (Weste and
 * Harris, CMOS VLSI Design, 4th ed. 2010, section 5.2). Behind a linear regulator the charge C V a cycle comes from the
 * supply, whose voltage stays: it falls with V alone. That leakage falls with the voltage, too, is left out.
 * @param fixedW part that no clock changes @param own clock and voltage of `activeW`
 */
export function scaledPowerW(
  activeW: number,
  fixedW: number,
  own: ClockAndVoltage,
  at: ClockAndVoltage,
  regulator: 'linear' | 'switching',
): number {
  const voltage = at.volts / own.volts;
  const perCycle = regulator === 'linear' ? voltage : voltage ** 2;
  return fixedW + Math.max(0, activeW - fixedW) * (at.hz / own.hz) * perCycle;
}
