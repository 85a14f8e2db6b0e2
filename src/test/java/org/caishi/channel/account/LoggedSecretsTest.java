/** A day's road over the whole product at debug, and everything that was logged searched for what must never be in a log. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.caishi.channel.ChannelName;
import org.caishi.channel.Merchants;
import org.caishi.identity.Pins;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.simulator.wallet.Payers;
import org.caishi.testing.Customer;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Purchases;
import org.caishi.testing.SimulatorRelay;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class LoggedSecretsTest {
    private static final String PASSWORD = "a password that nobody may read";
    private static final String WRONG = "a wrong password, nearly right";
    private static final String PIN = "739164";
    private static final String WRONG_PIN = "739165";
    private static final String PHONE = "13800138000";
    private static final String CARD = "6222021234567890123";
    private static final String ID_NO = "11010519491231002X";
    private static final Map<ChannelName, String> CODES = Map.of(
            ChannelName.WECHAT, "131234567890987650",
            ChannelName.ALIPAY, "281234567890987650",
            ChannelName.UNIONPAY, "6298765432109876540");
    private static final Map<ChannelName, String> BROWSERS = Map.of(
            ChannelName.WECHAT, "Mozilla/5.0 MicroMessenger/8.0.50",
            ChannelName.ALIPAY, "Mozilla/5.0 AlipayClient/10.5.0",
            ChannelName.UNIONPAY, "Mozilla/5.0 UnionPay/1.0 CloudPay");

    @Autowired
    Contracts contracts;

    @Autowired
    Staff staff;

    @Autowired
    Users users;

    @Autowired
    Pins pins;

    @Autowired
    Merchants merchants;

    @Autowired
    TestMarket markets;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("org.caishi");
    private final Everything log = new Everything();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    Market market;
    PlateHolder stall;

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.DEBUG);
        market = markets.open(0);
        stall = markets.stall(market, "A01");
        merchants.register(
                market.marketId(), stall.vendor().vendorId(), ChannelName.UNIONPAY, "sub" + market.marketId());
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        ours.setLevel(null);
    }

    @Test
    void nothingSecretOrPersonalIsWrittenDown() throws Exception {
        for (ChannelName wallet : CODES.keySet()) {
            payInWallet(wallet);
            aLieIsRefused(wallet);
        }
        scanCodes();
        refundWithPin();
        enterAContract();
        applyForAMerchant();
        signInWrongly();
        keysOfTheProduct();

        String written = String.join("\n", log.lines);
        assertThat(written).as("the log was listened to").contains("refused a notice of ALIPAY", "(SIGNATURE)");
        secrets.forEach((what, secret) -> {
            assertThat(secret).as(what).hasSizeGreaterThanOrEqualTo(6);
            assertThat(log.lines.stream().filter(line -> line.contains(secret)))
                    .as(what)
                    .isEmpty();
        });
        assertThat(secrets).hasSizeGreaterThan(25);
    }

    /** By OAuth and JSAPI, as in the wallet's own browser. */
    private void payInWallet(ChannelName wallet) {
        Visitor phone = new Visitor();
        String browser = Objects.requireNonNull(BROWSERS.get(wallet));
        String page = "/q/" + stall.plate().token();
        HttpResponse<String> shown = phone.get(page, "User-Agent", browser);
        for (int hops = 0; shown.statusCode() / 100 == 3 && hops < 8; hops++) {
            String next = shown.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
            remember(wallet + " one-time code", next, "(?:[?&])(?:code|auth_code|userAuthCode)=([^&]+)");
            shown = phone.get(next, "User-Agent", browser);
        }
        assertThat(shown.statusCode()).as(wallet.name()).isEqualTo(200);
        JsonNode order = JsonMapper.shared()
                .readTree(phone.post(
                                page + "/orders",
                                Map.of("amount", "12.50"),
                                "User-Agent",
                                browser,
                                "Accept",
                                Customer.JSON)
                        .body());
        assertThat(order.path("channel").asString()).isEqualTo(wallet.name());
        String number = order.path("orderNo").asString();
        pay(wallet, number, "{}");
        await().atMost(Purchases.SOON).until(() -> new Customer().state(number).equals("PAID"));
        String payer = payer(wallet);
        assertThat(jdbc.queryForObject(
                        "select count(*) from SPRING_SESSION_ATTRIBUTES where instr(attribute_bytes, ?) > 0",
                        Long.class,
                        payer))
                .as("the payer's id that the session knows")
                .isPositive();
        secrets.put(wallet + " payer", payer);
        rememberSession(wallet + " payer's", phone);
    }

    private void aLieIsRefused(ChannelName wallet) {
        Customer customer = new Customer(path(wallet));
        String number = customer.order(stall, "3.00");
        pay(wallet, number, "{\"badSignature\":true}");
        await().atMost(Purchases.SOON).until(() -> customer.state(number).equals("PAID"));
    }

    private void scanCodes() {
        String name = "logged" + stall.vendor().vendorId();
        users.add(
                name,
                "老王",
                PASSWORD,
                Role.VENDOR,
                market.marketId(),
                stall.vendor().vendorId());
        Visitor vendor = new Visitor();
        vendor.signIn(name, PASSWORD);
        CODES.forEach((wallet, code) -> {
            assertThat(vendor.post(
                                    "/vendor/scan",
                                    Map.of("amount", "8.00", "code", code, "_csrf", vendor.token("/vendor/scan")))
                            .statusCode())
                    .isEqualTo(302);
            secrets.put(wallet + " 付款码", code);
        });
        rememberSession("a vendor's", vendor);
        secrets.put("a password", PASSWORD);
    }

    private void refundWithPin() {
        Customer customer = new Customer();
        String number = customer.order(stall, "6.00");
        customer.pay(number, "{}");
        await().atMost(Purchases.SOON).until(() -> customer.state(number).equals("PAID"));
        String name = "clerk" + market.marketId();
        pins.set(users.add(name, "财务", PASSWORD, Role.CLERK, market.marketId(), null), pins.hashed(PIN));
        Visitor clerk = new Visitor();
        clerk.signIn(name, PASSWORD);
        String page = "/manage/" + market.code() + "/payments/" + number;
        Staff.submit(clerk, page, page + "/refunds", refund(WRONG_PIN));
        Staff.submit(clerk, page, page + "/refunds", refund(PIN));
        await().atMost(Purchases.SOON).until(() -> customer.state(number).equals("REFUNDED"));
        secrets.put("a PIN", PIN);
        secrets.put("a wrong PIN", WRONG_PIN);
        rememberSession("a clerk's", clerk);
    }

    private Map<String, String> refund(String pin) {
        return Map.of("amount", "6.00", "reason", "退", "pin", pin, "request", "logged" + market.marketId());
    }

    private void enterAContract() throws IOException {
        Visitor operator = staff.signedIn(Role.OPERATOR, null);
        try (SimulatorRelay host = new SimulatorRelay()) {
            String page = contracts.active(operator, market.marketId(), host.address());
            assertThat(Staff.submit(operator, page, page + "/test", Map.of())).contains("配置正确");
            assertThat(Contracts.change(operator, page, Map.of("appSecret", "0123456789abcdef0123456789abcdee")))
                    .contains("已保存");
            Contracts.act(operator, page, "/stop");
        }
        secrets.put("another app secret", "0123456789abcdef0123456789abcdee");
        rememberSession("an operator's", operator);
    }

    private void applyForAMerchant() {
        Visitor manager = staff.signedIn(Role.MANAGER, market);
        String form = "/manage/" + market.code() + "/applications/new?channel=UNIONPAY&vendorId="
                + stall.vendor().vendorId();
        Map<String, String> typed = new HashMap<>(ApplicationPagesTest.DATA);
        typed.put("channel", "UNIONPAY");
        typed.put("vendorId", Long.toString(stall.vendor().vendorId()));
        typed.put("_csrf", manager.token(form));
        assertThat(typed).containsValues(CARD, ID_NO, PHONE);
        HttpResponse<String> begun = manager.post("/manage/" + market.code() + "/applications", typed);
        String page = begun.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
        assertThat(Staff.submit(manager, page, page + "/reveal", Map.of())).contains(ID_NO);
        typed.put("cardNo", CARD.substring(0, 18) + "x");
        manager.post("/manage/" + market.code() + "/applications", typed);
        secrets.put("a phone", PHONE);
        secrets.put("a bank card", CARD);
        secrets.put("an id number", ID_NO);
    }

    private void signInWrongly() {
        Visitor thief = new Visitor();
        thief.signIn("logged" + stall.vendor().vendorId(), WRONG);
        thief.signIn("nobody-of-that-name", WRONG);
        secrets.put("a wrong password", WRONG);
    }

    private void keysOfTheProduct() throws IOException {
        secrets.put("WeChat's app secret", environment.getRequiredProperty("caishi.wechat.app-secret"));
        secrets.put("WeChat's APIv3 key", environment.getRequiredProperty("caishi.wechat.api-v3-key"));
        try (Stream<Path> files = Files.walk(Path.of(environment.getRequiredProperty("caishi.data")), 2)) {
            for (Path file : files.filter(path -> path.toString().matches(".*(private[^/]*[.]pem|secret[.]key)"))
                    .toList()) {
                String longest = Files.readString(file)
                        .lines()
                        .filter(line -> !line.startsWith("-----"))
                        .skip(file.toString().endsWith(".pem") ? 3 : 0)
                        .findFirst()
                        .orElseThrow();
                secrets.put(file.getFileName().toString(), longest.strip());
            }
        }
        assertThat(secrets).containsKeys("secret.key", "wechat-merchant-private.pem", "alipay-merchant-private.pem");
    }

    private void pay(ChannelName wallet, String number, String faults) {
        String id = wallet == ChannelName.UNIONPAY ? "orderId" : "outTradeNo";
        assertThat(new Customer()
                        .post(
                                "/simulator/" + path(wallet) + "/control/pay",
                                Customer.JSON,
                                "{\"%s\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(id, number, faults))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Who pays where no cookie says otherwise, by the id that each simulated service gives. */
    private String payer(ChannelName wallet) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return switch (wallet) {
            case WECHAT ->
                "o"
                        + base64.encodeToString(Payers.digest(
                                        environment.getRequiredProperty("caishi.wechat.sp-appid"), Payers.DEFAULT))
                                .substring(0, 27);
            case ALIPAY ->
                "2088%012d"
                        .formatted((ByteBuffer.wrap(Payers.digest("alipay", Payers.DEFAULT))
                                                .getLong()
                                        >>> 1)
                                % 1_000_000_000_000L);
            default ->
                base64.encodeToString(
                        Payers.digest(environment.getRequiredProperty("caishi.unionpay.merchant-id"), Payers.DEFAULT));
        };
    }

    /** As the browser holds it, and as it stands in the cookie's Base64. */
    private void rememberSession(String whose, Visitor visitor) {
        String cookie = visitor.cookie("CAISHI");
        secrets.put(whose + " cookie", cookie);
        secrets.put(whose + " session", new String(Base64.getDecoder().decode(cookie), StandardCharsets.ISO_8859_1));
    }

    private void remember(String what, String text, String where) {
        var found = Pattern.compile(where).matcher(text);
        if (found.find()) {
            secrets.put(what, found.group(1));
        }
    }

    private static String path(ChannelName wallet) {
        return wallet.name().toLowerCase(Locale.ROOT);
    }

    /** Keeps every line with what was thrown. */
    private static final class Everything extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            IThrowableProxy thrown = event.getThrowableProxy();
            lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                    + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
        }
    }
}
