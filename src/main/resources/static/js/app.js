/* What every page shares: the theme switch, the CSRF header for htmx and fetch, and live updates with polling behind them. */
(function () {
  "use strict";
  var LONGEST_WAIT = 30000;
  var POLL_MILLIS = 5000;

  var caishi = window.caishi = {};

  /** The CSRF header of this page, to be spread into fetch() headers; empty where the page needs none. */
  caishi.csrf = function () {
    var meta = document.querySelector("meta[name=csrf]");
    var header = {};
    if (meta) { header[meta.dataset.header] = meta.content; }
    return header;
  };

  /**
   * Keeps a page live. handlers: {eventName: function (data)}, data parsed from JSON; handlers.poll gets the JSON of
   * pollUrl while the stream is down and once after each connect, for a push that is lost is never sent again.
   * pollMillis: how often, 5 s unless told. Returns {close()}.
   */
  caishi.live = function (url, handlers, pollUrl, pollMillis) {
    var source = null, failures = 0, retry = null, closed = false, polling = null, asking = false, pollFailures = 0;

    function read(name, text) {
      var data = null;
      try { data = JSON.parse(text); } catch (notJson) { data = text; }
      handlers[name](data);
    }

    function poll() {
      if (!pollUrl || !handlers.poll || closed || asking || document.hidden) { return; }
      asking = true;
      fetch(pollUrl, { headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store" })
        .then(function (answer) {
          if (answer.status === 401) { window.location.reload(); }
          if (!answer.ok) { throw new Error("status " + answer.status); }
          return answer.json();
        })
        .then(function (data) { pollFailures = 0; if (!closed) { handlers.poll(data); } })
        .catch(function () { pollFailures += 1; })
        .finally(function () { asking = false; });
    }

    /* Slower while the server does not answer. */
    function pollOn() {
      if (polling || closed) { return; }
      polling = setTimeout(function () {
        polling = null;
        poll();
        if (!source || source.readyState !== 1) { pollOn(); }
      }, Math.min(LONGEST_WAIT, (pollMillis || POLL_MILLIS) * (1 + pollFailures)));
    }

    function open() {
      if (closed) { return; }
      if (!window.EventSource) { pollOn(); return; }
      source = new EventSource(url);
      source.onopen = function () {
        /* Also the first time: what happened between the page and its stream was told to nobody. */
        poll();
        failures = 0;
        clearTimeout(polling);
        polling = null;
      };
      source.onerror = function () {
        source.close();
        failures += 1;
        pollOn();
        var wait = Math.min(LONGEST_WAIT, 500 * Math.pow(2, Math.min(failures, 6)));
        clearTimeout(retry);
        retry = setTimeout(open, wait / 2 + Math.random() * wait / 2);
      };
      Object.keys(handlers).forEach(function (name) {
        if (name !== "poll") { source.addEventListener(name, function (event) { read(name, event.data); }); }
      });
    }

    function seen() { if (!document.hidden) { poll(); } }
    document.addEventListener("visibilitychange", seen);
    open();
    return {
      close: function () {
        closed = true;
        document.removeEventListener("visibilitychange", seen);
        clearTimeout(retry);
        clearTimeout(polling);
        if (source) { source.close(); }
      }
    };
  };

  /* Dark or light, remembered on this device. */
  document.addEventListener("click", function (event) {
    if (!event.target.closest || !event.target.closest("[data-theme-toggle]")) { return; }
    var root = document.documentElement;
    var next = root.getAttribute("data-bs-theme") === "dark" ? "light" : "dark";
    root.setAttribute("data-bs-theme", next);
    try { window.localStorage.setItem("caishi-theme", next); } catch (refused) { /* private mode: for this page only */ }
    document.dispatchEvent(new CustomEvent("caishi:theme", { detail: next }));
  });

  /* A form or button with data-confirm says what will happen and asks; a form is sent once. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var words = (event.submitter && event.submitter.dataset.confirm) || form.dataset.confirm;
    if (words && !window.confirm(words)) { event.preventDefault(); return; }
    if (form.dataset.once !== undefined) {
      if (form.dataset.sent) { event.preventDefault(); }
      form.dataset.sent = "yes";
    }
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  document.addEventListener("htmx:configRequest", function (event) { Object.assign(event.detail.headers, caishi.csrf()); });
})();
