// How many tiles stand in a row, and how much each of them shows, so that all of them fit on the screen. Pure.

/**
 * `large`: with video. `medium`: with the part, its figures and the last mistakes. `compact`: the name, how it is, and a line of
 * what matters most. `small`: the name, and a sign for how it is.
 */
export type TileLook = 'large' | 'medium' | 'compact' | 'small';

export interface WallLayout {
  readonly columns: number;
  readonly rows: number;
  /** In CSS pixels. */
  readonly rowHeight: number;
  readonly look: TileLook;
}

/** For the tiles, in CSS pixels. */
export interface WallPlace {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

interface TileSize {
  readonly width: number;
  readonly height: number;
}

interface TileShape {
  readonly least: TileSize;
  readonly most: TileSize;
  /** Width to height of a tile that is easy to read. */
  readonly aspect: number;
  /** On narrow screens, which are held in a hand: they scroll. */
  readonly onPhone: TileSize;
}

const shapes: Readonly<Record<TileLook, TileShape>> = {
  large: {
    least: { width: 370, height: 320 },
    most: { width: 1200, height: 860 },
    aspect: 1.55,
    onPhone: { width: 300, height: 234 },
  },
  medium: {
    least: { width: 220, height: 212 },
    most: { width: 900, height: 640 },
    aspect: 1.55,
    onPhone: { width: 300, height: 234 },
  },
  compact: {
    least: { width: 140, height: 74 },
    most: { width: 460, height: 190 },
    aspect: 2.4,
    onPhone: { width: 160, height: 88 },
  },
  small: {
    least: { width: 88, height: 36 },
    most: { width: 300, height: 100 },
    aspect: 2.6,
    onPhone: { width: 160, height: 52 },
  },
};

const phoneWidth = 700;

/** @param looks What tiles may show, most first; the last one is taken although there is not enough place: the wall scrolls then. */
export function wallLayout(
  count: number,
  { width, height, gap }: WallPlace,
  looks: readonly [TileLook, ...TileLook[]],
): WallLayout {
  const floor = looks.at(-1)!;
  const columnsOf = (tileWidth: number): number => Math.max(1, Math.floor((width + gap) / (tileWidth + gap)));
  const rowsOf = (columns: number): number => Math.ceil(count / columns);
  if (width < phoneWidth) {
    const { onPhone } = shapes[floor];
    const columns = columnsOf(onPhone.width);
    // There is place for no video.
    const look = floor === 'large' ? 'medium' : floor;
    return { columns, rows: rowsOf(columns), rowHeight: onPhone.height, look };
  }
  const { aspect } = shapes[looks[0]];
  const widestCount = Math.min(Math.max(1, count), columnsOf(shapes[floor].least.width));
  const options = Array.from({ length: widestCount }, (_, index) => {
    const columns = index + 1;
    const rows = rowsOf(columns);
    const tile = {
      width: (width - gap * (columns - 1)) / columns,
      height: (height - gap * (rows - 1)) / rows,
    };
    // Of the tile, what has the best shape counts; the rest is air.
    return { columns, rows, tile, useful: Math.min(tile.width, tile.height * aspect) };
  });
  const { columns, rows, tile } = options.reduce((one, other) => (other.useful > one.useful ? other : one));
  const look = looks.find((one) => fits(tile, shapes[one].least)) ?? floor;
  const { least, most } = shapes[look];
  return { columns, rows, rowHeight: Math.min(most.height, Math.max(least.height, tile.height)), look };
}

/** In CSS pixels. */
export function widestTile(look: TileLook): number {
  return shapes[look].most.width;
}

function fits(tile: TileSize, least: TileSize): boolean {
  return tile.width >= least.width && tile.height >= least.height;
}
