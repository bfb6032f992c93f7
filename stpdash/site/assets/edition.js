// What is better with a script: tables sorted by a click, and the search. Without it all pages say the same.
import "./sort.js";
import { best } from "./finding.js";

for (const head of document.querySelectorAll("table.sorts thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
}

// A table that fits its box needs none: the heads of its columns then stay at the top of the window.
const fitting = new ResizeObserver((boxes) => {
  for (const { target } of boxes) target.classList.toggle("whole", target.scrollWidth <= target.clientWidth);
});
for (const box of document.querySelectorAll(".atlas-wide, .atlas-scroll")) fitting.observe(box);

// Sources are read on paper as well; the style sheet opens them where the browser knows how.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.cited:not([open])")];
  for (const each of opened) each.open = true;
});
addEventListener("afterprint", () => {
  for (const each of opened) each.open = false;
});

const answers = document.querySelector("[data-answers]");
const asked = new URLSearchParams(location.search).get("q")?.trim() ?? "";

function listed(hits) {
  const list = document.createElement("ul");
  for (const [label, told, address] of hits) {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    link.textContent = label;
    link.href = address;
    item.append(link, ` ${told}`);
    list.append(item);
  }
  return list;
}

function nothing(words) {
  const { postcode, postcodes } = answers.dataset;
  return new RegExp(postcode, "i").test(words) ? postcodes : `Nothing is called “${words}” here`;
}

function answered(words, hits) {
  const told = document.createElement("h2");
  told.textContent = hits.length
    ? `${hits.length === 1 ? "1 record" : `${hits.length} records`} for “${words}”, the closest first`
    : nothing(words);
  answers.replaceChildren(told, ...(hits.length ? [listed(hits)] : []));
}

answers?.replaceChildren(); // what it says of a search without a script
if (answers && asked) {
  document.querySelector("#q").value = asked;
  try {
    const reply = await fetch(new URL("search.json", import.meta.url));
    if (!reply.ok) throw new Error(`${reply.status} for the index`);
    answered(asked, best(await reply.json(), asked));
  } catch {
    const told = document.createElement("p");
    told.textContent = "The index of the search could not be fetched. The lists below hold all there is.";
    answers.replaceChildren(told);
  }
}
