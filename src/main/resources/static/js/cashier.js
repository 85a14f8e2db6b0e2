/* Calls WeChat's own payment sheet; afterwards the order's page tells the truth, whatever the sheet said. */
(function () {
  "use strict";
  var cashier = document.getElementById("cashier");
  var pay = cashier.dataset;
  function open() {
    window.WeixinJSBridge.invoke("getBrandWCPayRequest", {
      appId: pay.appId, timeStamp: pay.timeStamp, nonceStr: pay.nonceStr,
      "package": pay["package"], signType: pay.signType, paySign: pay.paySign
    }, function (result) {
      if (result.err_msg !== "get_brand_wcpay_request:cancel") { window.location.replace("/q/orders/" + pay.order); }
    });
  }
  function start() { if (window.WeixinJSBridge) { open(); } else { document.addEventListener("WeixinJSBridgeReady", open); } }
  document.getElementById("again").addEventListener("click", start);
  start();
})();
