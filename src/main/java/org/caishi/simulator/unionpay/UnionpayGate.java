/** The gate of the interface: verifies who asks, hands it to whoever answers, and answers signed, refusals too. */
package org.caishi.simulator.unionpay;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SimulatesUnionpay
@RequestMapping(SimulatesUnionpay.PATH + "/gateway/api")
@PreAuthorize("permitAll()")
class UnionpayGate {
    private static final Logger log = LoggerFactory.getLogger(UnionpayGate.class);
    private static final MediaType TEXT = MediaType.valueOf("text/html;charset=UTF-8");

    private final UnionpayKeys keys;
    private final UnionpayCounter counter;
    private final UnionpayRefunds refunds;
    private final UnionpayAuthorisation payers;
    private final UnionpayBills bills;

    UnionpayGate(
            UnionpayKeys keys,
            UnionpayCounter counter,
            UnionpayRefunds refunds,
            UnionpayAuthorisation payers,
            UnionpayBills bills) {
        this.keys = keys;
        this.counter = counter;
        this.refunds = refunds;
        this.payers = payers;
        this.bills = bills;
    }

    @PostMapping("/backTransReq.do")
    ResponseEntity<String> transact(HttpServletRequest request) {
        return answer(request, this::transacted);
    }

    @PostMapping("/queryTrans.do")
    ResponseEntity<String> query(HttpServletRequest request) {
        return answer(request, this::queried);
    }

    /** What is answered to a verified message. */
    private interface Clerk {
        UnionpayMessage serve(UnionpayMessage asked);
    }

    private UnionpayMessage transacted(UnionpayMessage asked) {
        return switch (kind(asked)) {
            case "01/01" -> counter.order(asked);
            case "01/07" -> counter.codeToShow(asked);
            case "01/06" -> counter.codeShown(asked);
            case "04/00" -> refunds.accept(asked);
            case "99/01" -> counter.reverse(asked);
            case "99/02" -> counter.close(asked);
            case "76/01" -> bills.answer(asked);
            default -> throw UnionpayRefusal.field("txnType");
        };
    }

    private UnionpayMessage queried(UnionpayMessage asked) {
        return switch (kind(asked)) {
            case "00/00" -> counter.query(asked);
            case "00/01" -> payers.exchange(asked);
            default -> throw UnionpayRefusal.field("txnType");
        };
    }

    private static String kind(UnionpayMessage asked) {
        return asked.get("txnType") + "/" + asked.get("txnSubType");
    }

    private ResponseEntity<String> answer(HttpServletRequest request, Clerk clerk) {
        Map<String, String> fields = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        UnionpayMessage asked = UnionpayMessage.of(fields);
        UnionpayMessage answer;
        try {
            verify(asked);
            answer = clerk.serve(asked).with("respCode", "00").with("respMsg", "成功[0000000]");
        } catch (UnionpayRefusal refusal) {
            answer = new UnionpayMessage().with("respCode", refusal.code()).with("respMsg", refusal.words());
        } catch (SilentOnPurpose asAsked) {
            return ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR).build();
        }
        return ResponseEntity.ok()
                .contentType(TEXT)
                .body(envelope(answer, asked).plain());
    }

    private void verify(UnionpayMessage asked) {
        if (!asked.get("merId").equals(keys.merchantId())
                || !asked.get("certId").equals(keys.certId())) {
            throw UnionpayRefusal.of("31", "商户状态不正确");
        }
        if (!asked.isSignedBy(keys.merchantPublicKey())) {
            log.warn("a request whose signature does not fit; the merchant's key file is not the one in use");
            throw UnionpayRefusal.of("11", "验证签名失败");
        }
    }

    private UnionpayMessage envelope(UnionpayMessage answer, UnionpayMessage asked) {
        for (String repeated : new String[] {
            "txnType", "txnSubType", "bizType", "accessType", "merId", "txnTime", "orderId", "subMerId"
        }) {
            answer.with(repeated, asked.get(repeated));
        }
        return answer.with("version", "5.1.0")
                .with("encoding", "UTF-8")
                .with("signMethod", "01")
                .with("certId", keys.platformCertId())
                .signed(keys.platformPrivateKey());
    }

    /** What was asked is done, and the answer gets lost. */
    static final class SilentOnPurpose extends RuntimeException {
        SilentOnPurpose() {
            super("silent on purpose", null, false, false);
        }
    }
}
