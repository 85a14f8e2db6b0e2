/* Keeps the collecting page live: weight, waiting sale, money that has come; speaks and vibrates when switched on. */
(function () {
  "use strict";
  var SWITCH = "caishi-speech";
  var POLL_MILLIS = 3000;
  /* A scale that falls silent sends no event that says so. */
  var LOOK_MILLIS = 20000;
  var SHOWN_MILLIS = 15000;
  /* A phone that has not asked for three times this long does not count as a speaker. */
  var ASK_MILLIS = 15000;
  /* Money older than this is listed, not celebrated again. */
  var FRESH_SECONDS = 120;
  var MOST_SEEN = 200;

  function el(id) { return document.getElementById(id); }
  function put(id, text) { if (el(id).textContent !== text) { el(id).textContent = text; } }

  /* Sound: a switch of this phone; browsers let a page speak only after a tap on it. */
  var page = el("collect");
  var kept = null;
  try { kept = window.localStorage.getItem(SWITCH); } catch (refused) { /* private mode: off until switched on */ }
  var speaks = kept === "on";
  var tapped = false;
  var utterances = [];

  function say(text, language, done, volume) {
    if (!speaks || !text || !window.speechSynthesis) { return; }
    var words = new SpeechSynthesisUtterance(text);
    words.lang = language || "zh-CN";
    words.rate = 0.95;
    /* 0 to 10, as the stall has chosen; nothing: as the phone has it. */
    if (typeof volume === "number") { words.volume = volume / 10; }
    /* Held until it is spoken: some browsers forget an utterance that nobody holds, and its end with it. */
    utterances.push(words);
    words.onend = words.onerror = function (event) {
      utterances.splice(utterances.indexOf(words), 1);
      if (done) { done(event && event.type === "error" ? "failed" : "played"); }
    };
    window.speechSynthesis.speak(words);
  }

  /* The screen stays on while the phone speaks for the stall. */
  var lock = null;
  function listens() { return speaks && tapped && !!window.speechSynthesis; }
  function keepAwake() {
    if (!listens()) { if (lock) { lock.release(); } return; }
    if (lock || document.hidden || !navigator.wakeLock) { return; }
    navigator.wakeLock.request("screen").then(function (held) {
      lock = held;
      held.addEventListener("release", function () { lock = null; });
    }).catch(function () { /* low battery: the phone speaks until its screen goes dark */ });
  }
  document.addEventListener("visibilitychange", keepAwake);

  function showSwitch() {
    document.querySelectorAll("[data-speech]").forEach(function (button) {
      /* The offer at the page's top goes away when it is taken; from then on the switch stands at its end. */
      var elsewhere = button.dataset.while !== undefined && button.dataset.while !== (speaks ? "on" : "off");
      button.hidden = !window.speechSynthesis || elsewhere;
      button.setAttribute("aria-pressed", String(speaks));
      button.textContent = speaks ? button.dataset.on : button.dataset.off;
    });
    if (el("tap")) { el("tap").hidden = !speaks || tapped || !window.speechSynthesis; }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-speech]");
    if (button) {
      speaks = !speaks;
      try { window.localStorage.setItem(SWITCH, speaks ? "on" : "off"); } catch (refused) { /* for this page only */ }
      if (button.dataset.sample) { say(button.dataset.sample); }
      if (!speaks && window.speechSynthesis) { window.speechSynthesis.cancel(); }
    }
    if (!tapped) {
      tapped = true;
      if (!button) { say(" "); }
    }
    showSwitch();
    keepAwake();
    if (page) { listenOrLeave(); }
  }, true);
  showSwitch();

  if (!page) { return; }

  /* The phone as a speaker of the stall: it asks, says one sentence after the other, each once, and answers. */
  var queue = [], saying = false, asking = false, again = false, listening = false;

  function tell(path, body) {
    return fetch(page.dataset.speaker + path, { method: "POST", credentials: "same-origin", cache: "no-store", keepalive: true,
      headers: Object.assign({ Accept: "application/json", "Content-Type": "application/json" }, window.caishi.csrf()),
      body: JSON.stringify(body || {}) });
  }
  function answer(id, result) { tell("/" + id + "/ack", { result: result }).catch(function () { /* the day's list shows it */ }); }
  function sayNext() {
    if (saying || queue.length === 0) { return; }
    var sentence = queue.shift(), over = false;
    if (Date.now() > sentence.due || !listens()) { answer(sentence.id, "expired"); sayNext(); return; }
    function done(result) {
      if (over) { return; }
      over = true;
      saying = false;
      if (result) { answer(sentence.id, result); }
      sayNext();
    }
    saying = true;
    say(sentence.text, sentence.language, done, sentence.volume);
    /* Some browsers never tell the end; then it stays "accepted". */
    setTimeout(done, 6000 + 400 * sentence.text.length);
  }
  function askWhatToSay() {
    if (!listens()) { return; }
    if (asking) { again = true; return; }
    asking = true;
    tell("/next")
      .then(function (reply) { return reply.ok ? reply.json() : []; })
      .then(function (sentences) {
        sentences.forEach(function (sentence) {
          sentence.due = Date.now() + sentence.leftMillis;
          answer(sentence.id, "accepted");
          queue.push(sentence);
        });
        sayNext();
      })
      .catch(function () { /* asked again soon */ })
      .finally(function () { asking = false; if (again) { again = false; askWhatToSay(); } });
  }
  function listenOrLeave() {
    if (listens()) {
      if (!listening) { askWhatToSay(); }
    } else if (listening) {
      tell("/leave").catch(function () { /* it counts as gone by itself */ });
    }
    listening = listens();
  }
  window.addEventListener("pagehide", function () { if (listening) { tell("/leave").catch(function () { /* gone */ }); } });
  setInterval(askWhatToSay, ASK_MILLIS);

  /* Numbers. */
  function money(fen) {
    var whole = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ",");
    return "¥" + whole + "." + String(fen % 100).padStart(2, "0");
  }
  function thousandths(value) {
    var size = Math.abs(value);
    return (value < 0 ? "-" : "") + Math.floor(size / 1000) + "." + String(size % 1000).padStart(3, "0");
  }
  function clock(instant) {
    return new Date(instant).toLocaleTimeString("zh-CN",
      { timeZone: page.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
  function wallet(channel) { return page.dataset[channel.toLowerCase()] || channel; }
  function running(number) { return page.dataset.running.replace("%", number); }

  /* The scale. */
  function weight(reading) {
    var hasWeight = !reading.condition && typeof reading.grams === "number";
    var state = reading.condition ? reading.condition.toLowerCase()
      : !hasWeight ? "silent"
      : !reading.stable ? "moving"
      : reading.grams < 0 ? "underload"
      : reading.grams === 0 ? "empty"
      : reading.light ? "light" : "stable";
    var scale = el("scale");
    scale.dataset.state = state;
    el("reading").hidden = !hasWeight;
    el("net").hidden = !reading.net;
    if (hasWeight) {
      put("kg", thousandths(reading.grams));
      put("jin", thousandths(reading.grams * 2).replace(/\.?0+$/, ""));
    }
    put("words", scale.dataset[state] || scale.dataset.fault);
    offer(reading);
  }

  /* The price and the sum on the scale's own display, for the weight beside it. */
  function perJin(fenPerKg) {
    var yuan = thousandths(fenPerKg * 5);
    return "¥" + (fenPerKg % 2 ? yuan : yuan.slice(0, -1));
  }
  function offer(reading) {
    var form = el("offer");
    var asked = typeof reading.fenPerKg === "number";
    form.hidden = !asked || !el("waiting").hidden;
    if (!asked) { return; }
    var same = document.querySelectorAll('#tiles button[data-fen-per-kg="' + reading.fenPerKg + '"]');
    var remark = form.dataset[reading.rounding.toLowerCase()];
    form.dataset.rounding = reading.rounding;
    el("offer-fen-per-kg").value = reading.fenPerKg;
    el("offer-fen").value = reading.amountFen;
    put("offer-name", same.length === 1 ? same[0].querySelector(".name").textContent : form.dataset.none);
    put("offer-kg", money(reading.fenPerKg) + "/kg");
    put("offer-words", form.dataset.words.replace("%p", perJin(reading.fenPerKg)).replace("%a", money(reading.amountFen)));
    put("offer-exact", remark ? remark.replace("%a", money(reading.exactFen)) : "");
    el("offer-exact").hidden = !remark;
    el("offer-take").disabled = reading.rounding === "APART";
  }

  /* Money that has come. */
  var shown = null, closing = null;
  var seen = Array.from(document.querySelectorAll("#last [data-order]"), function (row) { return row.dataset.order; });

  function isNew(orderNo) {
    if (seen.indexOf(orderNo) >= 0) { return false; }
    seen.push(orderNo);
    if (seen.length > MOST_SEEN) { seen.shift(); }
    return true;
  }
  function close() {
    clearTimeout(closing);
    shown = null;
    el("paid").hidden = true;
  }
  function celebrate(paid, word) {
    shown = paid.orderNo;
    put("paid-amount", money(paid.amountFen));
    put("paid-wallet", wallet(paid.channel));
    put("paid-time", paid.time || clock(paid.paidAt));
    put("paid-running", paid.runningNo ? running(paid.runningNo) : " ");
    put("paid-word", word);
    el("paid").hidden = false;
    clearTimeout(closing);
    closing = setTimeout(close, SHOWN_MILLIS);
    if (navigator.vibrate) { navigator.vibrate([300, 120, 300]); }
  }
  el("paid-close").addEventListener("click", close);

  function row(paid) {
    var link = document.createElement("a");
    link.className = "row";
    link.dataset.order = paid.orderNo;
    link.href = page.dataset.payments + paid.orderNo;
    function part(tag, name, text, parent) {
      var made = document.createElement(tag);
      made.className = name;
      made.textContent = text;
      parent.appendChild(made);
      return made;
    }
    part("span", "running", running(paid.runningNo), link);
    var what = part("span", "what", "", link);
    part("span", "", wallet(paid.channel), what);
    what.appendChild(document.createTextNode(" "));
    part("span", "soft", paid.time, what);
    part("strong", "money", paid.amount, link);
    return link;
  }

  /* The whole state, as the server has it. */
  function show(now) {
    put("total", now.total);
    put("count", now.count);
    put("in-cash", now.cash);
    el("in-cash").hidden = !now.cash;
    put("word", now.word);
    el("waiting").hidden = !now.waiting;
    weight(now.weight);
    el("tiles").hidden = !!now.waiting;
    el("cash").hidden = !!now.waiting;
    el("undo").hidden = !now.undo || !!now.waiting;
    if (now.undo) {
      put("undo-amount", now.undo.amount);
      el("undo").action = el("undo").dataset.url + now.undo.weighingId + "/restore";
    }
    if (now.waiting) {
      put("due", now.waiting.amount);
      put("items", now.waiting.items);
      el("weighing").value = now.waiting.weighingId;
      el("cash-weighing").value = now.waiting.weighingId;
    }
    el("nothing").hidden = now.last.length > 0;
    el("last").hidden = now.last.length === 0;
    el("last").replaceChildren.apply(el("last"), now.last.map(row));
    now.last.slice().reverse().forEach(function (paid) {
      if (paid.orderNo === shown) { put("paid-running", running(paid.runningNo)); }
      if (isNew(paid.orderNo) && paid.channel !== "CASH" && paid.ageSeconds < FRESH_SECONDS) { celebrate(paid, now.word); }
    });
  }

  function ask(url, options) {
    return fetch(url, Object.assign({ credentials: "same-origin", cache: "no-store" }, options, {
      headers: Object.assign({ Accept: "application/json" }, options && options.method ? window.caishi.csrf() : {})
    })).then(function (answer) {
      if (answer.status === 401) { window.location.reload(); }
      return answer.json().then(function (data) {
        if (!answer.ok) { throw new Error(data.error && data.error.message || page.dataset.failed); }
        return data;
      });
    });
  }
  function look() { if (!document.hidden) { ask(page.dataset.now).then(show).catch(function () { /* the next look finds it */ }); } }

  /* Taps. */
  function refuse(words) {
    put("refused", words);
    el("refused").hidden = !words;
    if (words) { el("refused").scrollIntoView({ block: "nearest" }); }
  }
  function send(form, body, button, done) {
    if (button.getAttribute("aria-busy")) { return; }
    button.setAttribute("aria-busy", "true");
    refuse("");
    ask(form.action, { method: "POST", body: body })
      .then(function (now) { show(now); if (done) { done(now); } if (now.waiting) { window.scrollTo(0, 0); } })
      .catch(function (failure) { refuse(failure instanceof TypeError ? page.dataset.failed : failure.message); })
      .finally(function () { button.removeAttribute("aria-busy"); });
  }
  el("tiles").addEventListener("click", function (event) {
    var button = event.target.closest("button[name=goodId]");
    if (button) {
      event.preventDefault();
      send(el("tiles"), new URLSearchParams({ goodId: button.value }), button);
    }
  });
  el("offer").addEventListener("submit", function (event) {
    event.preventDefault();
    send(el("offer"), new URLSearchParams(new FormData(el("offer"))), el("offer-take"));
  });
  el("cancel").addEventListener("submit", function (event) {
    event.preventDefault();
    send(el("cancel"), new URLSearchParams({ weighingId: el("weighing").value }), el("cancel").querySelector("button"));
  });

  /* The same request told twice is one sale, so a tap that failed is sent again as it was; only a taken one gets a new number. */
  document.querySelectorAll("form[data-cash]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      send(form, new URLSearchParams(new FormData(form)), form.querySelector("button"), function (now) {
        document.querySelectorAll("form[data-cash] input[name=request]").forEach(function (field) { field.value = now.request; });
        el("cash-amount").value = "";
        el("cash").open = false;
      });
    });
  });

  window.caishi.live(page.dataset.events, {
    say: askWhatToSay,
    weight: weight,
    weighing: look,
    cash: look,
    paid: function (paid) {
      if (isNew(paid.orderNo)) { celebrate(paid, paid.word); }
      look();
    },
    poll: show
  }, page.dataset.now, POLL_MILLIS);
  setInterval(look, LOOK_MILLIS);
})();
