/* The manager's pages: the home is refreshed when a payment comes, its chart drawn from its table, payments open in a drawer. */
(function () {
  "use strict";
  var ONCE_MILLIS = 1000;
  var FEN = 100;

  /* However many payments come, the figures are asked for once a second; polling goes on without a push. */
  function refreshWithPayments(home) {
    var waiting = false;
    function refresh() {
      waiting = false;
      window.htmx.trigger("#figures", "refresh");
    }
    window.caishi.live(home.dataset.events, {
      paid: function () {
        if (!waiting) { waiting = true; setTimeout(refresh, ONCE_MILLIS); }
      }
    });
  }

  /* Written out: a canvas does not understand the style sheet's variables. */
  var LIGHT = { ink: "#4b5563", line: "rgba(107, 114, 128, .25)", series: ["#0f7a4d", "#b86e00", "#6b7280"] };
  var DARK = { ink: "#c3cad5", line: "rgba(160, 170, 185, .25)", series: ["#34c38a", "#ffb703", "#9aa5b5"] };

  /* The table below the chart is the one source of its numbers. */
  function read(table) {
    var rows = Array.from(table.tBodies[0].rows);
    return {
      hours: rows.map(function (row) { return row.cells[0].textContent; }),
      series: Array.from(table.querySelectorAll("[data-series]")).map(function (heading, i) {
        return {
          name: heading.textContent,
          yuan: rows.map(function (row) { return Number(row.cells[i + 1].dataset.fen) / FEN; })
        };
      })
    };
  }

  function draw() {
    var box = document.getElementById("hour-chart");
    var table = document.getElementById("hour-table");
    if (!box || !table || !window.echarts) { return; }
    var chart = window.echarts.getInstanceByDom(box) || window.echarts.init(box);
    var numbers = read(table);
    var theme = document.documentElement.getAttribute("data-bs-theme") === "dark" ? DARK : LIGHT;
    chart.setOption({
      animation: false,
      color: theme.series,
      grid: { left: 56, right: 12, top: 36, bottom: 28 },
      legend: { data: numbers.series.map(function (one) { return one.name; }), textStyle: { color: theme.ink }, top: 0 },
      /* Rich text draws on the canvas; the default would need style attributes, which the page's policy forbids. */
      tooltip: { trigger: "axis", renderMode: "richText" },
      xAxis: { type: "category", data: numbers.hours, axisLabel: { color: theme.ink } },
      yAxis: { type: "value", axisLabel: { color: theme.ink }, splitLine: { lineStyle: { color: theme.line } } },
      series: numbers.series.map(function (one, i) {
        return { name: one.name, data: one.yuan, type: i === 0 ? "bar" : "line", symbol: "none", lineStyle: { type: i === 2 ? "dashed" : "solid" } };
      })
    });
  }

  /* What the reader has unfolded stays unfolded when its part of the page is renewed. */
  var unfolded = [];
  document.addEventListener("htmx:beforeSwap", function () {
    unfolded = Array.from(document.querySelectorAll("details[id][open]")).map(function (part) { return part.id; });
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    unfolded.forEach(function (id) {
      var part = document.getElementById(id);
      if (part) { part.open = true; }
    });
    draw();
    var drawer = document.getElementById("drawer");
    if (drawer && event.detail.target && event.detail.target.id === "drawer-body" && !drawer.open) { drawer.showModal(); }
  });
  document.addEventListener("caishi:theme", draw);
  window.addEventListener("resize", function () {
    var box = document.getElementById("hour-chart");
    var chart = box && window.echarts && window.echarts.getInstanceByDom(box);
    if (chart) { chart.resize(); }
  });
  /* A click beside the drawer closes it. */
  document.addEventListener("click", function (event) {
    if (event.target.id === "drawer") { event.target.close(); }
  });

  function begin() {
    var home = document.querySelector("[data-live-home]");
    draw();
    if (home && window.caishi) { refreshWithPayments(home); }
  }
  window.addEventListener("load", begin);
})();
