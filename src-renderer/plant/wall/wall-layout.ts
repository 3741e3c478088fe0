// How many tiles stand in a row, and how much each of them shows, so that all of them fit on the screen. Pure.

/** `large`: with video. `medium`: with the part and its figures. `small`: the name and how it is. */
export type TileLook = 'large' | 'medium' | 'small';

export interface WallLayout {
  readonly columns: number;
  /** In CSS pixels. */
  readonly rowHeight: number;
  readonly look: TileLook;
}

/** Width to height of a tile that is easy to read. */
const bestAspect = 1.55;
const least = {
  large: { width: 370, height: 320 },
  medium: { width: 220, height: 150 },
  small: { width: 104, height: 44 },
} as const;
const most = { width: 900, height: 640 };
/** Narrower screens are held in a hand: they scroll. */
const phoneWidth = 700;

/** @param width Of the place for the tiles, as `height` in CSS pixels. */
export function wallLayout(count: number, width: number, height: number, gap: number): WallLayout {
  if (width < phoneWidth) {
    return count > 30
      ? { columns: Math.max(1, Math.floor(width / 170)), rowHeight: 64, look: 'small' }
      : { columns: Math.max(1, Math.floor(width / 300)), rowHeight: 190, look: 'medium' };
  }
  const options = Array.from({ length: Math.max(1, count) }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const tile = {
      width: (width - gap * (columns - 1)) / columns,
      height: (height - gap * (rows - 1)) / rows,
    };
    // Of the tile, what has the best shape counts; the rest is air.
    const useful = Math.min(tile.width, tile.height * bestAspect);
    return { columns, tile, useful };
  });
  const best = options.reduce((one, other) => (other.useful > one.useful ? other : one));
  const look = lookOf(best.tile);
  return {
    columns: best.columns,
    rowHeight: Math.min(most.height, Math.max(least[look].height, best.tile.height)),
    look,
  };
}

export const widestTile = most.width;

function lookOf({ width, height }: { readonly width: number; readonly height: number }): TileLook {
  const fits = (look: TileLook): boolean => width >= least[look].width && height >= least[look].height;
  return fits('large') ? 'large' : fits('medium') ? 'medium' : 'small';
}
