/* Calls the wallet's own payment sheet; afterwards the order's page tells the truth, whatever the sheet said. */
(function () {
  "use strict";
  var cashier = document.getElementById("cashier");
  var pay = cashier.dataset;
  function done() { window.location.replace("/q/orders/" + pay.order); }
  function wechat() {
    window.WeixinJSBridge.invoke("getBrandWCPayRequest", {
      appId: pay.appId, timeStamp: pay.timeStamp, nonceStr: pay.nonceStr,
      "package": pay["package"], signType: pay.signType, paySign: pay.paySign
    }, function (result) {
      if (result.err_msg !== "get_brand_wcpay_request:cancel") { done(); }
    });
  }
  /* 6001: the payer walked away. */
  function alipay() {
    window.AlipayJSBridge.call("tradePay", { tradeNO: pay.tradeNo }, function (result) {
      if (String(result.resultCode) !== "6001") { done(); }
    });
  }
  function when(bridge, ready, open) {
    if (window[bridge]) { open(); } else { document.addEventListener(ready, open); }
  }
  function start() {
    if (pay.tradeNo) { when("AlipayJSBridge", "AlipayJSBridgeReady", alipay); } else { when("WeixinJSBridge", "WeixinJSBridgeReady", wechat); }
  }
  document.getElementById("again").addEventListener("click", start);
  start();
})();
