/* A device's page: what is heard on its line, as it comes, for the minutes that somebody listens. */
(function () {
  "use strict";
  var MOST_LINES = 400;
  var SIGNS = { IN: "←", OUT: "→", MEANT: "=" };

  document.addEventListener("DOMContentLoaded", function () {
    var box = document.querySelector("[data-listen]");
    if (!box) { return; }
    var lines = box.querySelector(".listen-lines");
    var state = box.querySelector("[data-listen-state]");
    var pause = box.querySelector("[data-listen-pause]");
    var paused = false;

    function add(kind, time, text) {
      var line = document.createElement("div");
      line.className = "listen-" + kind.toLowerCase();
      line.textContent = time + " " + (SIGNS[kind] || "") + " " + text;
      lines.appendChild(line);
      while (lines.childElementCount > MOST_LINES) { lines.firstChild.remove(); }
    }

    function clock(millis) {
      return new Date(millis).toLocaleTimeString("en-GB", { timeZone: box.dataset.zone }) + "." + String(millis % 1000).padStart(3, "0");
    }

    var stream = window.caishi.live(box.dataset.listen, {
      heard: function (heard) {
        if (paused) { return; }
        heard.lines.forEach(function (line) { add(line.way, clock(line.millis), line.text); });
        if (heard.lost > 0) { add("LOST", "", box.dataset.lost.replace("#", heard.lost)); }
        lines.scrollTop = lines.scrollHeight;
      },
      end: function () {
        state.textContent = box.dataset.ended;
        stream.close();
      }
    });

    pause.addEventListener("click", function () {
      paused = !paused;
      pause.setAttribute("aria-pressed", String(paused));
    });
  });
})();
