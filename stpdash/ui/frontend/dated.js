// Who reads a page at a date stays at it: a plain link to an area's page gets the date of the address. A link with a date of
// its own keeps that; on the page of two dates none is changed.

const LINKS = 'a[href^="area?area="]';

function carry() {
  const asked = new URLSearchParams(location.search);
  const date = asked.has("then") ? null : asked.get("date");
  for (const link of document.querySelectorAll(LINKS)) {
    link.dataset.plain ??= link.getAttribute("href");
    const { plain } = link.dataset;
    const wanted = date && !plain.includes("date=") ? `${plain}&date=${encodeURIComponent(date)}` : plain;
    if (link.getAttribute("href") !== wanted) link.setAttribute("href", wanted);
  }
}

// Streamlit draws tables anew whenever it likes, and the address changes before it does.
let waiting = false;
new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    carry();
  });
}).observe(document.body, { childList: true, subtree: true });
