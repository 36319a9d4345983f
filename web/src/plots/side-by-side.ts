/** Points that fall on the same place of a plot, moved apart so that each can be seen and chosen. */

export interface Spot {
  x: number;
  y: number;
}

/** Nearer than this many pixels, two marks are one to the eye. */
const SAME = 2;

/** The same places in the same order, those that coincide side by side in a row around their place, within the plot. */
export function sideBySide(spots: readonly Spot[], apart: number, left: number, right: number): Spot[] {
  const rows: number[][] = [];
  for (const [place, spot] of spots.entries()) {
    const row = rows.find((one) => isSame(spots[one[0] ?? 0], spot));
    if (row) row.push(place);
    else rows.push([place]);
  }
  const moved = spots.map((one) => ({ ...one }));
  for (const row of rows) {
    if (row.length < 2) continue;
    const middle = spots[row[0] ?? 0]?.x ?? 0;
    const wide = apart * (row.length - 1);
    const start = Math.max(left, Math.min(right - wide, middle - wide / 2));
    for (const [at, place] of row.entries()) {
      const one = moved[place];
      if (one) one.x = start + at * apart;
    }
  }
  return moved;
}

/** The line that joins the marks of one place. */
export interface Join {
  from: number;
  to: number;
  /** Where they would all be. */
  of: Spot;
}

export function joins(spots: readonly Spot[], moved: readonly Spot[]): Join[] {
  const found: Join[] = [];
  for (const [place, spot] of spots.entries()) {
    const now = moved[place];
    if (!now) continue;
    const join = found.find((one) => isSame(one.of, spot));
    if (!join) found.push({ from: now.x, to: now.x, of: spot });
    else [join.from, join.to] = [Math.min(join.from, now.x), Math.max(join.to, now.x)];
  }
  return found.filter((one) => one.to > one.from);
}

function isSame(one: Spot | undefined, other: Spot): boolean {
  return one !== undefined && Math.abs(one.x - other.x) < SAME && Math.abs(one.y - other.y) < SAME;
}
