// Two maps of a page that are linked: what moves one moves the other; what is pointed at or chosen on one is marked on
// the other, by where its people are. A map's description says under `twin` its side, the other's day, and for every
// area that is not the same there the codes in which its people are, that in words, and its own code there if another.

const sides = []; // the maps on show: left, right
let following = false;

/** Links a map that has just been drawn to the other, if that stands already. @param atlas a map of map.js */
export function link(atlas) {
  const { side } = atlas.description.twin;
  if (sides[side] !== atlas) {
    sides[side] = atlas;
    atlas.twin = new Twin(atlas);
  }
  const other = otherOf(atlas);
  if (!other) return;
  atlas.twin.mark();
  other.twin.mark();
  atlas.point(null);
  other.point(null);
}

function otherOf(atlas) {
  const other = sides[1 - atlas.description.twin.side];
  return other?.root.isConnected && other.description?.twin ? other : null;
}

class Twin {
  constructor(atlas) {
    this.atlas = atlas;
    this.pointedAt = null;
    this.codes = []; // those marked here for what is chosen on the other
    let waiting = false;
    atlas.main.map.on("move", () => {
      if (following || waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        this.lead();
      });
    });
  }

  get told() {
    return this.atlas.description.twin;
  }

  /** Show the same piece of England on the other map, at once: a map that follows is not animated. */
  lead() {
    const from = this.atlas.main;
    const to = otherOf(this.atlas)?.main;
    if (!to) return;
    following = true;
    to.fitting = !from.moved || from.fitting; // whether this counts as the reader's own move, there as here
    to.map.setView(from.map.getCenter(), from.map.getZoom(), { animate: false });
    to.moved = !to.fitting;
    to.fitting = false;
    if (from.map.dragging.enabled() !== to.map.dragging.enabled()) to.map.dragging[from.map.dragging.enabled() ? "enable" : "disable"]();
    following = false;
  }

  /** The codes on the other map in which the people of an area are. */
  linked(code) {
    const areas = otherOf(this.atlas)?.description.shade.areas ?? {};
    return (this.told.to[code]?.[0] ?? [code]).filter((each) => each in areas);
  }

  /** Where its people are on the other day, in words. */
  words(code) {
    return `${this.told.other}: ${this.told.to[code]?.[1] ?? "the same area"}.`;
  }

  /** An area is pointed at here, by mouse or keyboard; null when no longer. */
  pointed(code) {
    const other = otherOf(this.atlas);
    if (!other || (code === null && this.pointedAt === null)) return;
    this.pointedAt = code;
    this.mark();
    if (code) this.tell(code);
    else other.point(null);
  }

  /** Say on the other map what belongs to an area of this one. */
  tell(code) {
    const other = otherOf(this.atlas);
    other.tell(this.linked(code).map((each) => other.names.get(each)).join(", "), `${this.atlas.names.get(code)}, ${this.words(code)}`);
  }

  /** Where nothing is pointed at or chosen on this map: say what belongs here to what is chosen on the other; whether there is any. */
  retell() {
    const other = otherOf(this.atlas);
    if (!other?.chosen || !this.codes.length) return false;
    other.twin.tell(other.chosen);
    return true;
  }

  /** An area was chosen here: on the other map it is chosen too where it is there, and its people are marked. Gives that in words. */
  chose(code) {
    const other = otherOf(this.atlas);
    if (!other) return "";
    const own = this.told.to[code]?.[2] ?? code;
    other.choose(own in other.description.shade.areas ? own : "");
    this.mark();
    other.twin.mark();
    return ` ${this.words(code)}`;
  }

  /** Mark on the other map the areas that belong to what is pointed at here, else to what is chosen here. */
  mark() {
    const other = otherOf(this.atlas);
    if (!other) return;
    const code = this.pointedAt ?? this.atlas.chosen;
    const codes = code ? this.linked(code) : [];
    if (!this.pointedAt) other.twin.codes = codes.filter((each) => each !== other.chosen);
    other.markAll("twin", ...codes.filter((each) => this.pointedAt || each !== other.chosen));
  }
}
