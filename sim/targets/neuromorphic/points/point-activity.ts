/** What happens on a chip in one inference at one operating point, in the mean over some images. Plain data. */
export interface PointActivity {
  readonly point: string;
  readonly images: number;
  /** Tiles of the mesh: tile t lies in column floor(t / height) and row t mod height. */
  readonly width: number;
  readonly height: number;
  /** Cores of the chip, and those that the network lies on. */
  readonly cores: number;
  readonly used: readonly {
    readonly core: number;
    readonly tile: number;
    /** Place in the tile. */
    readonly slot: number;
    readonly neurons: number;
    /** Of its neurons. */
    readonly spikes: number;
    /** That it had to process. */
    readonly synapticEvents: number;
  }[];
  /** Cores that a tile holds at most. */
  readonly coresPerTile: number;
  /** Input neurons first. */
  readonly layers: readonly {
    readonly name: string;
    readonly neurons: number;
    /** By step. */
    readonly spikes: readonly number[];
    /** Its neurons by core: together they are the layer. */
    readonly cores: readonly {
      readonly core: number;
      readonly neurons: number;
      readonly spikes: readonly number[];
    }[];
  }[];
}
