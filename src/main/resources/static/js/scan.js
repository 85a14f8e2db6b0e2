/* Pages that scan: reads a wallet's code with the camera where the browser can, and watches a sale until it is paid. */
(function () {
  "use strict";
  var LOOK_MILLIS = 200;
  var POLL_MILLIS = 1500;
  /* A sale by code is cancelled after 45 s; by then its state is known. */
  var MOST_POLLS = 80;
  var CODE = /^\s*(?:1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}|62\d{17})\s*$/;

  var sale = document.getElementById("waiting-sale");
  if (sale) {
    var polls = 0;
    var poll = function () {
      polls += 1;
      fetch(sale.dataset.order, { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.json(); })
        .then(function (now) { if (now.state !== "WAITING") { window.location.reload(); } })
        .catch(function () { /* one bar of network: the next look may get through */ })
        .finally(function () { if (polls < MOST_POLLS) { window.setTimeout(poll, POLL_MILLIS); } });
    };
    window.setTimeout(poll, POLL_MILLIS);
  }

  var form = document.getElementById("scan");
  if (!form) { return; }
  /* Another page's form says what its codes look like. */
  if (form.dataset.code) { CODE = new RegExp(form.dataset.code); }
  var code = document.getElementById("code");
  var amount = document.getElementById("amount");
  function complete() {
    if (CODE.test(code.value) && (!amount || amount.value)) { form.requestSubmit(); }
  }
  /* A scanner types the digits in one go, most of them with Enter at the end. */
  code.addEventListener("input", function () {
    window.clearTimeout(code.settled);
    code.settled = window.setTimeout(complete, 150);
  });

  var button = document.getElementById("camera");
  var view = document.getElementById("view");
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) { return; }
  button.hidden = false;
  button.addEventListener("click", function () {
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).then(function (stream) {
      var detector = new window.BarcodeDetector({ formats: ["code_128", "qr_code"] });
      view.srcObject = stream;
      view.hidden = false;
      button.hidden = true;
      view.play();
      var look = function () {
        detector.detect(view).catch(function () { return []; }).then(function (found) {
          var read = found.map(function (one) { return one.rawValue; }).filter(function (text) { return CODE.test(text); })[0];
          if (!read) { window.setTimeout(look, LOOK_MILLIS); return; }
          stream.getTracks().forEach(function (track) { track.stop(); });
          view.hidden = true;
          code.value = read;
          complete();
        });
      };
      look();
    }).catch(function () { button.hidden = true; });
  });
})();
