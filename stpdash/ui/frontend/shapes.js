// Boundary files: fetched once by address, kept, decoded once per layer.
import "./vendor/topojson-client-3.1.0.js";

const topojson = globalThis.topojson;
const files = new Map(); // address -> promise of a topology
const decoded = new WeakMap(); // topology -> Map(what -> geometry)

/** The boundary file (TopoJSON or GeoJSON) behind an address (relative to the page). A failed fetch is forgotten, so that a later call tries again. */
export function topology(address) {
  const url = new URL(address, document.baseURI).href;
  if (!files.has(url)) {
    const loading = fetch(url).then((reply) => {
      if (!reply.ok) throw new Error(`${reply.status} for ${url}`);
      return reply.json();
    });
    loading.catch(() => files.delete(url));
    files.set(url, loading);
  }
  return files.get(url);
}

function once(topo, key, make) {
  if (!decoded.has(topo)) decoded.set(topo, new Map());
  const made = decoded.get(topo);
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

function layerOf(topo, name) {
  const layer = topo.objects[name];
  if (!layer) throw new Error(`no layer called ${name} in the boundary file`);
  return layer;
}

/** All areas of a layer as GeoJSON features; `id` is the ONS code. */
export const areas = (topo, name) =>
  once(topo, `areas ${name}`, () => topojson.feature(topo, layerOf(topo, name)).features);

const EDGES = { // which lines of areas are drawn
  between: (a, b) => a !== b, // those between them: the coast is left out
  around: () => true, // those around each
  outer: (a, b) => a === b, // the edge of all of them together
};

/** The numbers of the lines that the areas of a layer share. */
const shared = (layer) => new Set(layer.geometries.flatMap(({ arcs }) => arcs.flat(Infinity).map((n) => (n < 0 ? ~n : n))));

/** Lines of a layer, each drawn once; with `codes` of those areas alone: there is no end of such choices, none is kept.
 *  With `than` those alone that are no lines of that layer: all layers are made of the same lines. */
export function lines(topo, { object, edge, codes, than }) {
  const layer = layerOf(topo, object);
  if (than) {
    return once(topo, `apart ${object} ${than}`, () => {
      const known = shared(layerOf(topo, than));
      const arcs = [...shared(layer)].filter((n) => !known.has(n)).map((n) => [n]);
      return topojson.mesh(topo, { type: "GeometryCollection", geometries: [{ type: "MultiLineString", arcs }] });
    });
  }
  if (!codes) return once(topo, `${edge} ${object}`, () => topojson.mesh(topo, layer, EDGES[edge]));
  const wanted = new Set(codes);
  const geometries = layer.geometries.filter(({ id }) => wanted.has(id));
  return topojson.mesh(topo, { type: "GeometryCollection", geometries }, EDGES[edge]);
}
