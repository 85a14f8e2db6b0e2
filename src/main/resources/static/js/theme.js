/* Sets the remembered dark or light theme before the page is painted, so that it does not flash. */
(function () {
  "use strict";
  var kept = null;
  try { kept = window.localStorage.getItem("caishi-theme"); } catch (refused) { /* private mode: follow the system */ }
  var dark = kept ? kept === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
})();
