/** Where the nodes of a pool stand on the map: those of the view where the build put them, brought ones near their bringer. */
import type { Place } from "../picture/layouts.ts";
import type { Pool } from "./pool.ts";
import type { Pin } from "./state.ts";

/** The distance that leaves room for a label. */
const ROOM = 64;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The places of all nodes of a pool; the same for the same pool and pins. */
export function placesOf(pool: Pool, pins: readonly Pin[]): Map<string, Place> {
  const found = new Map<string, Place>();
  const pinned = new Map(pins.map((pin) => [pin.id, pin]));
  const taken = new Taken();
  const put = (id: string, place: Place) => {
    const pin = pinned.get(id);
    const at = pin ? { x: pin.x, y: pin.y } : place;
    found.set(id, at);
    taken.add(at);
  };
  for (const node of pool.nodes.values()) if (!pool.broughtBy.has(node.id)) put(node.id, { x: node.x, y: node.y });
  for (const [id, by] of pool.broughtBy) {
    const middle = found.get(by) ?? { x: 0, y: 0 };
    put(id, by === id ? { ...middleOf(found.values()) } : freePlace(middle, taken));
  }
  return found;
}

/** The nearest free place on a spiral. */
function freePlace(middle: Place, taken: Taken): Place {
  let place = middle;
  for (let step = 1; step < 2_000; step++) {
    const away = ROOM * (0.75 + 0.34 * Math.sqrt(step));
    place = { x: middle.x + away * Math.cos(step * GOLDEN), y: middle.y + away * Math.sin(step * GOLDEN) };
    if (taken.isFree(place)) return place;
  }
  return place;
}

function middleOf(places: Iterable<Place>): Place {
  let [x, y, count] = [0, 0, 0];
  for (const place of places) [x, y, count] = [x + place.x, y + place.y, count + 1];
  return count ? { x: x / count, y: y / count } : { x, y };
}

/** Which places are taken, by squares of the size of the room. */
class Taken {
  readonly squares = new Map<string, Place[]>();

  add(place: Place): void {
    const key = `${Math.floor(place.x / ROOM)} ${Math.floor(place.y / ROOM)}`;
    this.squares.set(key, [...(this.squares.get(key) ?? []), place]);
  }

  isFree({ x, y }: Place): boolean {
    const [column, row] = [Math.floor(x / ROOM), Math.floor(y / ROOM)];
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const one of this.squares.get(`${column + dx} ${row + dy}`) ?? [])
          if (Math.hypot(one.x - x, one.y - y) < ROOM * 0.8) return false;
    return true;
  }
}
