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

/** The lines between the areas of a layer, each drawn once; the coast is left out. */
export const lines = (topo, name) =>
  once(topo, `lines ${name}`, () => topojson.mesh(topo, layerOf(topo, name), (a, b) => a !== b));

/** The lines around every area of a layer, each drawn once, for layers that do not cover England. */
export const outlines = (topo, name) =>
  once(topo, `outlines ${name}`, () => topojson.mesh(topo, layerOf(topo, name)));
