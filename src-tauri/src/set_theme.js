// Marks the page with the chosen theme before anything is painted. Some webviews run this before there is a page.
(() => {
  const mark = () => {
    if (document.documentElement) document.documentElement.dataset.theme = window.latchkeyTheme;
    return document.documentElement !== null;
  };
  if (mark()) return;
  new MutationObserver((_, observer) => mark() && observer.disconnect()).observe(document, { childList: true });
})();
