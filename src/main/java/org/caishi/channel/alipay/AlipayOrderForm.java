/** Writes a charge as the SDK's order forms. */
package org.caishi.channel.alipay;

import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.ExtendParams;
import com.alipay.api.domain.SettleDetailInfo;
import com.alipay.api.domain.SettleInfo;
import com.alipay.api.domain.SubMerchant;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.caishi.channel.ChargeRequest;
import org.caishi.platform.Excerpt;

/**
 * Every order names the vendor's sub-merchant (smid) three times: in {@code sub_merchant}, whose money it is; in
 * {@code passback_params}, which notices repeat, because they do not name the sub-merchant; and in {@code store_id}, which
 * the day's bill repeats as 门店编号.
 */
final class AlipayOrderForm {
    /** Paid where the payer stands: the product of all three scenes. */
    private static final String FACE_TO_FACE = "FACE_TO_FACE_PAYMENT";

    private static final int LONGEST_SUBJECT = 256;
    /** The manual forbids these in a title. */
    private static final Pattern NOT_IN_SUBJECT = Pattern.compile("[/=&]");

    /** Ids given since 2023 are open ids; the older ones are numbers of 16 digits. */
    private static final Pattern USER_ID = Pattern.compile("2088\\d{12}");

    /** Where the contract settles after a period, the sub-merchant has its money the next day without being confirmed. */
    private static final String SETTLED_AFTER = "1d";

    private final AlipayContract contract;

    AlipayOrderForm(AlipayContract contract) {
        this.contract = contract;
    }

    AlipayTradeCreateRequest inWallet(ChargeRequest charge, String payerId) {
        AlipayTradeCreateModel order = new AlipayTradeCreateModel();
        order.setOutTradeNo(charge.orderNo());
        order.setTotalAmount(charge.amount().yuan());
        order.setSubject(subject(charge));
        order.setProductCode(FACE_TO_FACE);
        order.setSellerId(contract.sellerId());
        order.setTimeExpire(AlipayText.time(charge.expiresAt()));
        order.setPassbackParams(charge.merchantNo());
        order.setStoreId(charge.merchantNo());
        order.setSubMerchant(subMerchant(charge));
        order.setSettleInfo(settleInfo(charge));
        order.setExtendParams(frozen(charge));
        if (USER_ID.matcher(payerId).matches()) {
            order.setBuyerId(payerId);
        } else {
            order.setBuyerOpenId(payerId);
        }
        AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
        request.setNotifyUrl(contract.notifyUrl().toString());
        request.setBizModel(order);
        return request;
    }

    AlipayTradePrecreateRequest shownCode(ChargeRequest charge) {
        AlipayTradePrecreateModel order = new AlipayTradePrecreateModel();
        order.setOutTradeNo(charge.orderNo());
        order.setTotalAmount(charge.amount().yuan());
        order.setSubject(subject(charge));
        order.setProductCode(FACE_TO_FACE);
        order.setSellerId(contract.sellerId());
        order.setTimeExpire(AlipayText.time(charge.expiresAt()));
        order.setPassbackParams(charge.merchantNo());
        order.setStoreId(charge.merchantNo());
        order.setSubMerchant(subMerchant(charge));
        order.setSettleInfo(settleInfo(charge));
        order.setExtendParams(frozen(charge));
        AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
        request.setNotifyUrl(contract.notifyUrl().toString());
        request.setBizModel(order);
        return request;
    }

    AlipayTradePayRequest scannedCode(ChargeRequest charge) {
        AlipayTradePayModel order = new AlipayTradePayModel();
        order.setScene("bar_code");
        order.setAuthCode(Objects.requireNonNull(charge.payer().code()).digits());
        order.setOutTradeNo(charge.orderNo());
        order.setTotalAmount(charge.amount().yuan());
        order.setSubject(subject(charge));
        order.setProductCode(FACE_TO_FACE);
        order.setSellerId(contract.sellerId());
        order.setTimeExpire(AlipayText.time(charge.expiresAt()));
        order.setPassbackParams(charge.merchantNo());
        order.setStoreId(charge.merchantNo());
        order.setSubMerchant(subMerchant(charge));
        order.setSettleInfo(settleInfo(charge));
        order.setExtendParams(frozen(charge));
        AlipayTradePayRequest request = new AlipayTradePayRequest();
        request.setNotifyUrl(contract.notifyUrl().toString());
        request.setBizModel(order);
        return request;
    }

    private static SubMerchant subMerchant(ChargeRequest charge) {
        SubMerchant sub = new SubMerchant();
        sub.setMerchantId(charge.merchantNo());
        sub.setMerchantType("alipay");
        return sub;
    }

    /** The whole sum goes to the account with which the sub-merchant was registered. */
    private static SettleInfo settleInfo(ChargeRequest charge) {
        SettleDetailInfo all = new SettleDetailInfo();
        all.setTransInType("defaultSettle");
        all.setAmount(charge.amount().yuan());
        SettleInfo info = new SettleInfo();
        info.setSettleDetailInfos(List.of(all));
        info.setSettlePeriodTime(SETTLED_AFTER);
        return info;
    }

    /** Frozen until it is split, or until splitting is ended. */
    private static ExtendParams frozen(ChargeRequest charge) {
        ExtendParams params = new ExtendParams();
        params.setRoyaltyFreeze(Boolean.toString(charge.splits()));
        return params;
    }

    private static String subject(ChargeRequest charge) {
        return Excerpt.of(NOT_IN_SUBJECT.matcher(charge.description()).replaceAll(" "), LONGEST_SUBJECT);
    }
}
