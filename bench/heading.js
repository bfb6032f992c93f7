// Run in the bare Streamlit page: marks the moment its heading is in the page, under the same name as our map's.
(() => {
  const observer = new MutationObserver(() => {
    if (document.querySelector("h1")?.textContent.trim() !== "hello") return;
    performance.mark("stp-drawn");
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
})();
