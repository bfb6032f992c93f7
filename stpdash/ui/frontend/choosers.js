// The map's own select boxes: native ones, so that a switch is drawn here and now, by keyboard, mouse or touch.
import { Clock, playButton } from "./clock.js";

let made = 0; // ids are unique on a page with several maps
/** What choosers and their options are called, from the page's head: {labels, options: {name: {id: wording}}, usual: {name: [id]}, timeless,
 *  overlays: {id: [part]}, clock}. */
const menus = JSON.parse(document.querySelector('meta[name="atlas-menus"]').content);
export const clock = new Clock(menus.clock);

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

/** Draw or refresh the select boxes. @param choosers [{name, now, options: [id], where they are not the usual ones}]; onReach called when the reader goes for the date */
export function drawChoosers(element, choosers, onChoose, onReach) {
  const old = new Map([...element.children].map((box) => [box.dataset.offers, box]));
  const boxes = choosers.map((chooser) => {
    const offers = [chooser.name, ...(chooser.options ?? [])].join();
    const box = old.get(offers) ?? field(chooser, onChoose, onReach); // what offers the same stays: it may have the focus
    box.dataset.offers = offers;
    return box;
  });
  for (const [i, box] of boxes.entries()) {
    const there = element.children[i];
    if (there === box) continue;
    if (there) there.replaceWith(box);
    else element.append(box);
  }
  while (element.children.length > boxes.length) element.lastChild.remove();
  for (const { name, now } of choosers) show(element.querySelector(`[name="${name}"]`), now);
}

/** Show what is chosen; a day that is not among the options becomes one. */
function show(select, now) {
  if (select.name === "date") {
    if (![...select.options].some(({ value }) => value === now)) select.append(new Option(clock.written(now), now));
    select.parentElement.querySelector("input").value = /^\d/.test(now) ? now : "";
  }
  select.value = now;
}

function field({ name, options = menus.usual[name] }, onChoose, onReach) {
  const box = document.createElement("div");
  const select = Object.assign(document.createElement("select"), { name, id: `stp-${name}-${(made += 1)}` });
  const title = Object.assign(document.createElement("label"), { textContent: menus.labels[name], htmlFor: select.id });
  select.append(...options.map((id) => new Option(menus.options[name]?.[id] ?? id, id)));
  select.addEventListener("change", () => onChoose(name, select.value));
  box.append(title, select);
  if (name === "date") {
    box.append(...anyDay(select, onChoose));
    for (const reached of ["pointerenter", "focusin"]) box.addEventListener(reached, onReach, { once: true });
  }
  return box;
}

/** Beside the dates of the story: a field for any day, and a button that plays through the boundaries. */
function anyDay(select, onChoose) {
  const day = Object.assign(document.createElement("input"), { type: "date", min: clock.first, max: clock.last });
  day.setAttribute("aria-label", "Or on any day");
  const play = playButton(clock, () => select.value, (next) => {
    show(select, next);
    onChoose("date", next);
  });
  day.addEventListener("change", () => {
    play.rest();
    if (day.value && day.reportValidity()) onChoose("date", day.value);
    else show(select, select.value);
  });
  select.addEventListener("change", play.rest);
  return [day, play];
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

const nowOf = ({ choosers }) => Object.fromEntries(choosers.map(({ name, now }) => [name, now]));
const DIFFER = ["overlay", "also"]; // what is offered otherwise on another vintage
const VINTAGE = /@\d+(?=\.json$)/; // in the address of what comes ahead

/** The day that a description is as at, in words; null where none can be chosen. */
export const spokenDate = (description) => {
  if (!("date" in nowOf(description))) return null;
  const day = clock.dayOf(nowOf(description));
  return /^\d/.test(day) ? clock.written(day) : "any date";
};

/** The addresses of what comes ahead for every vintage of a dated map; for another map of its own alone. */
export function everyAhead(description) {
  if (!("date" in nowOf(description))) return [description.ahead];
  return Object.keys(clock.began).map((vintage) => description.ahead.replace(VINTAGE, `@${vintage}`));
}

/** The address of what must have come ahead to draw a description. */
export function aheadOf(description) {
  const now = nowOf(description);
  if (!("date" in now)) return description.ahead;
  return description.ahead.replace(VINTAGE, `@${clock.vintageOf(now, description.home)}`);
}

/** The description on the boundaries that its choices mean. A year that was only the usual one follows. */
function onVintage(description, aheads) {
  const address = aheadOf(description);
  if (address === description.ahead) return description;
  const { year, options, lines, ...frame } = aheads.get(address).frame;
  const usual = aheads.get(description.ahead)?.frame.year;
  const choosers = description.choosers.map((each) => {
    if (each.name === "year" && each.now === usual) return { ...each, now: year };
    const { options: _, ...rest } = each;
    return DIFFER.includes(each.name) ? { ...rest, ...(options[each.name] && { options: options[each.name] }) } : each;
  });
  return { ...description, ...frame, choosers, ahead: address, fixed: lines.length, lines: lines.map(partOf) };
}

/** The description as it will be once the server has heard of a choice; null when it cannot be known here: what comes
 *  ahead (address -> {shades, frame}) is not there yet, or does not hold the day. */
export function switched(description, aheads, name, value) {
  const chosen = chosenIn(description, name, value);
  const ahead = aheads.get(aheadOf(chosen));
  if (!ahead) return null;
  const next = onVintage(chosen, aheads);
  const now = nowOf(next);
  const [first, second] = next.keys.map((key) => (key === "date" ? clock.dayOf(now) : now[key]));
  const shade = ahead.shades[`${first}|${menus.timeless.includes(first) ? "" : second}`];
  if (!shade) return null;
  const over = [...new Set([now.overlay, now.also])].flatMap((key) => menus.overlays[key] ?? []);
  const lines = [...next.lines.slice(0, next.fixed), ...over];
  return { ...next, shade, lines };
}
