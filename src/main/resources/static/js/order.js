/* Watches one order and shows its page anew when it has left WAITING. */
(function () {
  "use strict";
  var order = document.querySelector("[data-order]").dataset.order;
  var page = "/q/orders/" + order;
  function look(now) { if (now && now.state && now.state !== "WAITING") { live.close(); window.location.replace(page); } }
  var live = window.caishi.live(page + "/events", { order: look, poll: look }, page);
})();
