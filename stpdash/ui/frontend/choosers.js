// The map's own select boxes: native ones, so that a switch is drawn here and now, by keyboard, mouse or touch.

let made = 0; // ids are unique on a page with several maps
/** What choosers and their options are called, from the page's head: {labels, options: {name: {id: wording}}, usual: {name: [id]}, timeless,
 *  overlays: {id: [part]}}. */
const menus = JSON.parse(document.querySelector('meta[name="atlas-menus"]').content);

/** A part of an overlay by its name, "waves.0"; any other is one already. */
export function partOf(line) {
  if (typeof line !== "string") return line;
  const [key, place] = line.split(".");
  return menus.overlays[key][place];
}

/** What the overlays draw that may be laid on a map. */
export function partsOffered({ choosers }) {
  const { options = menus.usual.overlay } = choosers.find(({ name }) => name === "overlay") ?? { options: [] };
  return options.flatMap((key) => menus.overlays[key] ?? []);
}

/** Draw or refresh the select boxes. @param choosers [{name, now, options: [id], where they are not the usual ones}] */
export function drawChoosers(element, choosers, onChoose) {
  const wanted = choosers.map(({ name }) => name).join();
  if (element.dataset.names !== wanted) {
    element.dataset.names = wanted;
    element.replaceChildren(...choosers.map((chooser) => field(chooser, onChoose)));
  }
  for (const { name, now } of choosers) element.querySelector(`[name="${name}"]`).value = now;
}

function field({ name, options = menus.usual[name] }, onChoose) {
  const box = document.createElement("div");
  const select = Object.assign(document.createElement("select"), { name, id: `stp-${name}-${(made += 1)}` });
  const title = Object.assign(document.createElement("label"), { textContent: menus.labels[name], htmlFor: select.id });
  select.append(...options.map((id) => new Option(menus.options[name]?.[id] ?? id, id)));
  select.addEventListener("change", () => onChoose(name, select.value));
  box.append(title, select);
  return box;
}

/** Show the second key (a year, a date) only where the first knows one. */
export function hideTimeless(element, { choosers, keys }) {
  const [first, second] = keys.map((key) => choosers.find(({ name }) => name === key));
  const box = element.querySelector(`[name="${keys[1]}"]`);
  if (second && box) box.parentElement.hidden = menus.timeless.includes(first?.now);
}

/** The description with another choice in a select box, and nothing else changed. */
export function chosenIn(description, name, value) {
  const choosers = description.choosers.map((each) => (each.name === name ? { ...each, now: value } : each));
  return { ...description, choosers };
}

/** The description as it will be once the server has heard of a choice; null when nothing has come ahead yet. */
export function switched(description, ahead, name, value) {
  if (!ahead) return null;
  const next = chosenIn(description, name, value);
  const now = Object.fromEntries(next.choosers.map((each) => [each.name, each.now]));
  const [first, second] = description.keys.map((key) => now[key]);
  const shade = ahead.shades[`${first}|${menus.timeless.includes(first) ? "" : second}`];
  const over = [...new Set([now.overlay, now.also])].flatMap((key) => menus.overlays[key] ?? []);
  const lines = [...description.lines.slice(0, description.fixed), ...over];
  return { ...next, shade, lines };
}
