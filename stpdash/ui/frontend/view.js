// One Leaflet view of the layer description: the main map and the London inset are two of these.
import "./vendor/leaflet-1.9.4.js";
import { Spots } from "./points.js";
import { areas, lines, topology } from "./shapes.js";

const L = globalThis.L;
const SVG = "http://www.w3.org/2000/svg";
const PANES = ["land", "fill", "under", "lines", "circles", "chosen", "points"];
const CLASSES = [0, 1, 2, 3, 4, 5, 6, 7];
const MARKS = { e: "estimated", p: "part", a: "announced" }; // what a letter in an area's entry means

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const svgNode = (name, attributes) => {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
};

/** Stripes for "no figure", for estimates and for parts, dots for what is only announced, in each class colour.
 *  Ids carry `tag`: two views share a page. */
function patterns(tag) {
  const defs = svgNode("defs", {});
  const add = (id, ground, ...marks) => {
    const pattern = svgNode("pattern", {
      id: `${tag}-${id}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)",
    });
    pattern.append(svgNode("rect", { width: 6, height: 6, class: `ground ${ground}` }), ...marks);
    defs.append(pattern);
  };
  const stripe = (width, className) => svgNode("rect", { width, height: 6, class: className });
  const dot = (className) => svgNode("circle", { cx: 3, cy: 3, r: 1.7, class: className });
  add("none", "none", stripe(2, "stripe"));
  for (const k of CLASSES) {
    add(`estimated-${k}`, `c${k}`, stripe(2, "stripe"));
    add(`part-${k}`, "pale", stripe(3, `ground c${k}`));
    add(`announced-${k}`, "pale", dot(`ground c${k}`));
  }
  return defs;
}

/** The box around a feature, from its outer rings alone. */
function boundsOf({ geometry: { type, coordinates } }) {
  const box = L.latLngBounds([]);
  for (const polygon of type === "Polygon" ? [coordinates] : coordinates) {
    for (const [lon, lat] of polygon[0]) box.extend([lat, lon]);
  }
  return box;
}

/** The class names of one area's shape: `a` area, `c0`-`c7` its class, `none` nothing known, and its marks. */
export function shapeClass(entry) {
  if (!entry) return "a outside";
  const [k, , marks = ""] = entry;
  const fill = k === null ? "none" : `c${k}`;
  return ["a", fill, ...[...marks].map((mark) => MARKS[mark])].join(" ");
}

/** What the lines of an overlay are kept under. */
const nameOf = ({ object, edge, style, codes = [], than = "" }) => `lines ${edge} ${style} ${object} ${codes} ${than}`;

export class View {
  constructor(element, { tag, interactive, onHover, onPick, onSpot }) {
    this.tag = tag;
    this.onHover = onHover;
    this.onPick = onPick;
    this.groups = new Map(); // layer name -> Leaflet layer, kept so that a switch back costs nothing
    this.shapes = new Map(); // code -> path of the layer on show
    const still = calm() || !interactive;
    this.map = L.map(element, {
      zoomControl: false, attributionControl: false, keyboard: false, scrollWheelZoom: false, boxZoom: interactive,
      dragging: interactive && !L.Browser.mobile, doubleClickZoom: interactive, touchZoom: interactive,
      zoomSnap: 0.25, zoomDelta: 0.75, zoomAnimation: !still, fadeAnimation: false, inertia: !still, minZoom: 4, maxZoom: 13,
      maxBounds: [[48.2, -11], [57.6, 5]], maxBoundsViscosity: 0.8,
    });
    this.map.setView([53, -1.8], 6, { animate: false });
    this.renderers = Object.fromEntries(PANES.map((name, i) => {
      const pane = this.map.createPane(name);
      pane.style.zIndex = 400 + i;
      if (!["fill", "circles", "points"].includes(name)) pane.style.pointerEvents = "none";
      return [name, L.svg({ pane: name, padding: interactive ? 0.6 : 0.1 })];
    }));
    this.spots = new Spots(this.map, this.renderers.points, onSpot);
    this.moved = false;
    this.map.on("dragstart zoomstart", () => { this.moved = !this.fitting; });
    this.map.on("zoomend", () => { element.parentElement.classList.toggle("zoomed", this.moved); });
  }

  /** Fit to bounds without counting it as the reader's own move. */
  fit(bounds) {
    this.fitting = true;
    this.bounds = bounds;
    const { clientWidth, clientHeight } = this.map.getContainer();
    this.size = `${clientWidth} ${clientHeight}`;
    this.map.invalidateSize({ animate: false, pan: false });
    this.map.fitBounds(bounds, { padding: [10, 10], animate: false });
    this.fitting = false;
    this.moved = false;
  }

  resize() {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const size = `${clientWidth} ${clientHeight}`;
    if (size === this.size) return;
    this.size = size;
    this.map.invalidateSize({ animate: false, pan: false });
    if (!this.moved && this.bounds) this.fit(this.bounds);
  }

  /** Tell the style sheet where this view's stripes are. */
  dress() {
    const style = this.map.getContainer().style;
    style.setProperty("--none", `url(#${this.tag}-none)`);
    for (const k of CLASSES) {
      for (const mark of Object.values(MARKS)) style.setProperty(`--${mark}${k}`, `url(#${this.tag}-${mark}-${k})`);
    }
  }

  draw(topo, { object, shade, lines: wanted, together, ahead }, within) {
    Object.assign(this, { topo, together });
    this.drawFill(topo, object, shade.areas, within);
    this.drawLines(topo, wanted.filter((part) => part.object));
    this.drawCircles(shade);
    return this.spots.draw(wanted.filter((part) => part.points), ahead, within);
  }

  async drawLand(address) {
    if (this.land) return;
    const land = await topology(address);
    if (this.land) return;
    this.land = L.geoJSON(land, {
      pane: "land", renderer: this.renderers.land, interactive: false, style: { className: "land" }, smoothFactor: 1.5,
    }).addTo(this.map);
  }

  drawFill(topo, object, entries, within) {
    if (this.filled !== object) {
      const fresh = this.group(`fill ${object}`, () => this.fillLayer(topo, object, within));
      if (this.fillGroup) this.map.removeLayer(this.fillGroup);
      this.fillGroup = fresh.addTo(this.map);
      this.shapes = fresh.shapes;
      this.filled = object;
      this.ensurePatterns();
    }
    for (const [code, shape] of this.shapes) {
      shape.getElement()?.setAttribute("class", `${shapeClass(entries[code])} leaflet-interactive`);
      shape.inside = code in entries;
    }
  }

  fillLayer(topo, object, within) {
    const shapes = new Map();
    const group = L.geoJSON(areas(topo, object), {
      pane: "fill", renderer: this.renderers.fill, smoothFactor: 0.6, bubblingMouseEvents: false,
      style: { className: "a" },
      filter: (feature) => !within || within.intersects(boundsOf(feature)),
      onEachFeature: (feature, shape) => {
        const code = feature.id;
        shapes.set(code, shape);
        shape.on({
          mouseover: () => shape.inside && this.onHover(code),
          mouseout: () => this.onHover(null),
          click: () => shape.inside && this.onPick(code),
        });
      },
    });
    group.shapes = shapes;
    return group;
  }

  drawLines(topo, wanted) {
    const names = new Set(wanted.map(nameOf));
    for (const [name, group] of this.groups) {
      if (!name.startsWith("lines ") || names.has(name)) continue;
      this.map.removeLayer(group);
      if (name.startsWith("lines outer ")) this.groups.delete(name); // a reader's own groupings: there is no end of them
    }
    for (const line of wanted) {
      const group = this.lineGroup(topo, line);
      if (!this.map.hasLayer(group)) group.addTo(this.map);
    }
  }

  /** The lines of an overlay, made once; made ahead while the browser idles, they lie ready. */
  lineGroup(topo, line) {
    return this.group(nameOf(line), () => {
      const mesh = lines(topo, line);
      const stroke = (pane, className) => L.geoJSON(mesh, {
        pane, renderer: this.renderers[pane], interactive: false, smoothFactor: 0.6, style: { className, fill: false },
      });
      const thin = line.style === "ccg"; // so thin that it needs no light edge to stand out
      // The light edges of all lines lie below every line: of two that run along each other none hides the other.
      return L.layerGroup([...(thin ? [] : [stroke("under", `under ${line.style}`)]), stroke("lines", `line ${line.style}`)]);
    });
  }

  drawCircles({ areas: entries, circles }) {
    this.circleGroup?.remove();
    this.circleGroup = null;
    if (!circles) return;
    const unit = Math.min(34, Math.max(8, this.map.getSize().x / 18));
    this.circleGroup = L.layerGroup(Object.entries(circles).map(([code, [lon, lat, size, below]]) =>
      L.circleMarker([lat, lon], {
        pane: "circles", renderer: this.renderers.circles, radius: Math.max(2, unit * Math.sqrt(size)), interactive: false,
        className: `circle${entries[code][2] ? " estimated" : ""}${below ? " below" : ""}`,
      }))).addTo(this.map);
  }

  /** Mark areas: the chosen ones (`together`: by the edge of all of them) and the one under the keyboard. At once. */
  mark(kind, ...codes) {
    const key = `mark-${kind}`;
    this[key]?.remove();
    this[key] = null;
    const features = codes.map((code) => this.shapes.get(code)?.feature).filter(Boolean);
    if (!features.length) return;
    const style = kind === "picked" && this.together; // the style of the line around all of them
    const drawn = style ? lines(this.topo, { object: this.filled, edge: "outer", codes }) : features;
    const outline = (className) => L.geoJSON(drawn, {
      pane: "chosen", renderer: this.renderers.chosen, interactive: false, smoothFactor: 0.6, style: { className, fill: false },
    });
    const looks = style ? [`under ${style}`, `line ${style}`] : [`casing ${kind}`, `edge ${kind}`];
    this[key] = L.layerGroup(looks.map(outline)).addTo(this.map);
  }

  boundsOf(codes) {
    const found = codes.map((code) => this.shapes.get(code)).filter(Boolean);
    return found.length ? L.featureGroup(found).getBounds() : null;
  }

  /** Move the map so far that an area's middle is on it. */
  bring(code) {
    const centre = code && this.centreOf(code);
    if (centre) this.map.panInside(centre, { padding: [40, 40], animate: false });
  }

  centreOf(code) {
    return this.shapes.get(code)?.getBounds().getCenter();
  }

  group(name, make) {
    if (!this.groups.has(name)) this.groups.set(name, make());
    return this.groups.get(name);
  }

  ensurePatterns() {
    const svg = this.map.getPane("fill").querySelector("svg");
    if (svg && !svg.querySelector("defs")) svg.prepend(patterns(this.tag));
  }
}
