declare const unit: unique symbol;
type Measured<U extends string> = number & { readonly [unit]: U };

/** Numbers that carry their unit in their type, so that a joule cannot be added to a gram. */
export type Joules = Measured<'J'>;
export type KilowattHours = Measured<'kWh'>;
export type Grams = Measured<'gCO2e'>;
export type GramsPerKilowattHour = Measured<'gCO2e/kWh'>;

const joulesPerKwh = 3_600_000;

export const units = {
  joules: (value: number) => value as Joules,
  kilowattHours: (value: number) => value as KilowattHours,
  grams: (value: number) => value as Grams,
  gramsPerKwh: (value: number) => value as GramsPerKilowattHour,
  toKwh: (energy: Joules) => (energy / joulesPerKwh) as KilowattHours,
  toJoules: (energy: KilowattHours) => (energy * joulesPerKwh) as Joules,
  /** Operational emissions O = E I of ISO/IEC 21031. */
  emissions: (energy: KilowattHours, intensity: GramsPerKilowattHour) => (energy * intensity) as Grams,
} as const;
