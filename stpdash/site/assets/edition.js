// What is better with a script: tables sorted by a click, and the search. Without it all pages say the same.
import "./sort.js";
import { best } from "./finding.js";

for (const head of document.querySelectorAll("table.sorts thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
}

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

function answered(words, hits) {
  const told = document.createElement("h2");
  told.textContent = hits.length
    ? `${hits.length === 1 ? "1 record" : `${hits.length} records`} for “${words}”, the closest first`
    : `Nothing is called “${words}” here`;
  answers.replaceChildren(told, ...(hits.length ? [listed(hits)] : []));
}

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
