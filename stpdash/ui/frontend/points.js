// Points that overlays put on a map: trusts, vanguards. Where they stand is fetched once, when they are first asked for.
import "./vendor/leaflet-1.9.4.js";
import { topology } from "./shapes.js";

const L = globalThis.L;

/** A point drawn by the shape of its mark, of the same size at every zoom, `aside` by so many pixels. */
const Spot = L.CircleMarker.extend({
  _updatePath() {
    const [x, y] = this.options.aside;
    this._renderer._setPath(this, this.options.shape);
    this._path.setAttribute("transform", `translate(${this._point.x + x} ${this._point.y + y})`);
  },
});

export class Spots {
  constructor(map, renderer, onSpot) {
    Object.assign(this, { map, renderer, onSpot });
    this.groups = new Map(); // name -> Leaflet layer
    this.wanted = new Set();
  }

  /** Show these and no others. @param parts [{points: name, marks: [[key, shape]]}]; their files lie beside `ahead` */
  async draw(parts, ahead, within) {
    this.wanted = new Set(parts.map(({ points }) => points));
    for (const [name, group] of this.groups) if (!this.wanted.has(name)) this.map.removeLayer(group);
    await Promise.all(parts.map(async ({ points, marks }) => {
      const told = await topology(new URL(`points-${points}.json`, new URL(ahead, document.baseURI)));
      if (!this.wanted.has(points)) return; // something else has been chosen meanwhile
      if (!this.groups.has(points)) this.groups.set(points, this.group(told, marks, within));
      if (!this.map.hasLayer(this.groups.get(points))) this.groups.get(points).addTo(this.map);
    }));
  }

  group(told, marks, within) {
    const shapes = new Map(marks);
    const near = told.filter(([lon, lat]) => !within || within.contains([lat, lon]));
    return L.layerGroup(near.map(([lon, lat, key, name, words, ...aside]) =>
      new Spot([lat, lon], {
        pane: "points", renderer: this.renderer, radius: 9, className: `mark ${key}`, bubblingMouseEvents: false,
        shape: shapes.get(key), aside,
      }).on({
        mouseover: () => this.onSpot(name, words),
        mouseout: () => this.onSpot(null),
        click: () => this.onSpot(name, words), // a tap
      })));
  }
}
