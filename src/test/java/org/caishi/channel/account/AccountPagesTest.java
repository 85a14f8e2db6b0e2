/** A contract is entered by those who may, tried, set to work and stopped; its secrets are never seen again. */
package org.caishi.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.testing.ProductTest;
import org.caishi.testing.SimulatorRelay;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.testing.TestRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class AccountPagesTest {
    private static final String OTHER_ID = "PUB_KEY_ID_0119999999999999999999999999999999";

    @Autowired
    Contracts contracts;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    @Autowired
    JdbcTemplate jdbc;

    Market market;
    Visitor manager;
    Visitor operator;

    @BeforeEach
    void openTheMarket() {
        market = markets.open(0);
        manager = staff.signedIn(Role.MANAGER, market);
        operator = staff.signedIn(Role.OPERATOR, null);
    }

    @Test
    void aManagerPreparesAndTheBankSetsToWork() {
        String page = Contracts.begin(manager, market.marketId(), "自有合同");
        assertThat(Contracts.change(manager, page, contracts.values())).contains("已保存");
        assertThat(Contracts.addKey(manager, page, contracts.simulated("public-key-id"), contracts.platformKey()))
                .contains("公钥已添加");

        assertThat(manager.post(page + "/activate", Map.of("version", "3", "_csrf", manager.token(page)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(state(page)).isEqualTo("DRAFT");
        assertThat(Contracts.act(operator, page, "/activate")).contains("已启用");
        assertThat(state(page)).isEqualTo("ACTIVE");

        assertThat(Contracts.change(manager, page, Map.of("merchantSerial", "ABCDEF0123456789")))
                .contains("合同启用后，只有银行能修改");
        assertThat(Contracts.addKey(manager, page, OTHER_ID, contracts.platformKey()))
                .contains("合同启用后，只有银行能修改");
        assertThat(Contracts.change(operator, page, Map.of("spMchid", "1900000001")))
                .contains("启用过的合同不能换商户号");
        assertThat(Contracts.act(manager, page, "/stop")).contains("已停用");
        assertThat(actions(page)).containsExactly("begin", "change", "key.add", "activate", "stop");
    }

    @Test
    void secretsAreWrittenAndNeverShown() {
        String page = Contracts.begin(manager, market.marketId(), "自有合同");
        Contracts.change(manager, page, contracts.values());
        String key = contracts.privateKey().lines().skip(3).findFirst().orElseThrow();

        String shown =
                manager.get(page).body() + manager.get("/manage/channels").body();
        String trail = String.join(
                "\n",
                jdbc.queryForList(
                        "select detail from identity_audit where market_id = ?", String.class, market.marketId()));
        String row = jdbc.queryForObject(
                "select cast(sealed as char character set latin1) from channel_account where market_id = ?",
                String.class,
                market.marketId());

        for (String secret : new String[] {contracts.simulated("app-secret"), contracts.simulated("api-v3-key"), key}) {
            assertThat(shown).doesNotContain(secret);
            assertThat(trail).doesNotContain(secret);
            assertThat(row).doesNotContain(secret);
        }
        assertThat(shown).contains("设置于").contains(contracts.simulated("sp-mchid"));
        assertThat(trail).contains("appSecret replaced").contains("spMchid = " + contracts.simulated("sp-mchid"));

        // Left empty it stays: the contract is as whole as before.
        assertThat(Contracts.change(manager, page, Map.of("name", "改名", "appSecret", "", "merchantPrivateKey", "")))
                .contains("已保存")
                .contains("改名");
        assertThat(manager.get(page).body()).doesNotContain("还缺：</span>\n    <span>AppSecret");
        assertThat(jdbc.queryForObject(
                        "select count(*) from identity_audit where market_id = ? and detail like '%appSecret%'",
                        Long.class, market.marketId()))
                .isEqualTo(1);
    }

    @Test
    void anothersContractDoesNotExist() {
        String page = Contracts.begin(manager, market.marketId(), "自有合同");
        String banks = Contracts.begin(operator, 0, "银行合同");
        Visitor stranger = staff.signedIn(Role.MANAGER, markets.open(0));

        for (String path : new String[] {page, banks}) {
            assertThat(stranger.get(path).statusCode()).isEqualTo(404);
            for (String act : new String[] {"", "/keys", "/keys/retire", "/test", "/stop"}) {
                assertThat(stranger.post(
                                        path + act,
                                        Map.of(
                                                "version",
                                                "1",
                                                "keyId",
                                                "x",
                                                "pem",
                                                "x",
                                                "_csrf",
                                                stranger.token("/manage/channels")))
                                .statusCode())
                        .isEqualTo(404);
            }
        }
        assertThat(stranger.get("/manage/channels").body())
                .doesNotContain("自有合同")
                .doesNotContain("银行合同");
        assertThat(staff.signedIn(Role.CLERK, market).get(page).statusCode()).isEqualTo(403);
        assertThat(actions(page)).containsExactly("begin");
    }

    @ParameterizedTest
    @CsvSource({
        "apiV3Key, 0123456789abcdef0123456789abcde, 必须是 32 个字节，现在是 31 个",
        "spMchid, 19-0001, 商户号是 6 至 32 位数字",
        "merchantSerial, 序列号, 序列号是 16 至 64 位十六进制字符",
        "merchantPrivateKey, MIIE, 没有找到密钥",
        "merchantPrivateKey, -----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY-----, PKCS#1",
        "merchantPrivateKey, -----BEGIN PUBLIC KEY-----MIIE-----END PUBLIC KEY-----, 粘贴的却是 PUBLIC KEY",
        "merchantPrivateKey, -----BEGIN PRIVATE KEY-----MIIE-----END PRIVATE KEY-----, 不完整或已损坏",
        "baseUrl, ftp://example.com, 请填完整的网址",
        "baseUrl, http://127.0.0.1:8080/simulator/wechat, 不能填模拟器的地址"
    })
    void aWrongValueIsNamedAndNothingIsSaved(String field, String value, String words) {
        String page = Contracts.begin(operator, market.marketId(), "自有合同");

        assertThat(Contracts.change(operator, page, Map.of(field, value, "spAppid", contracts.simulated("sp-appid"))))
                .contains(words)
                .contains("没有保存");
        assertThat(actions(page)).containsExactly("begin");
        assertThat(Contracts.act(operator, page, "/activate")).contains("内容还不完整");
        assertThat(state(page)).isEqualTo("DRAFT");
    }

    @Test
    void aManagerNamesNoHostAndAStaleFormChangesNothing() {
        String page = Contracts.begin(manager, market.marketId(), "自有合同");
        assertThat(Contracts.change(manager, page, Map.of("baseUrl", "https://pay.example.com")))
                .contains("渠道地址只有银行能修改");
        Contracts.change(manager, page, Map.of("name", "第二版"));

        assertThat(Contracts.change(manager, page, Map.of("version", "1", "name", "旧页面")))
                .contains("别人刚刚改过")
                .contains("第二版");
    }

    @Test
    void theTestTellsEachFaultApart() throws Exception {
        try (SimulatorRelay host = new SimulatorRelay()) {
            String page = Contracts.begin(operator, market.marketId(), "自有合同");
            Map<String, String> values = contracts.values();
            values.put("baseUrl", host.address().toString());
            Contracts.change(operator, page, values);
            Contracts.addKey(operator, page, contracts.simulated("public-key-id"), contracts.platformKey());
            assertThat(test(page)).contains("配置正确").contains(contracts.simulated("public-key-id"));

            Contracts.change(operator, page, Map.of("merchantPrivateKey", pem("PRIVATE KEY", true)));
            assertThat(test(page)).contains("微信支付不认可我们的签名").contains("验签失败");
            Contracts.change(
                    operator,
                    page,
                    Map.of("merchantPrivateKey", contracts.privateKey(), "merchantSerial", "ABCDEF0123456789"));
            assertThat(test(page)).contains("微信支付不认可我们的签名").contains("商户证书序列号有误");
            Contracts.change(operator, page, Map.of("merchantSerial", contracts.simulated("merchant-serial")));

            Contracts.addKey(operator, page, OTHER_ID, contracts.platformKey());
            Contracts.retireKey(operator, page, contracts.simulated("public-key-id"));
            assertThat(test(page)).contains("另一把平台公钥签名").contains(contracts.simulated("public-key-id"));
            Contracts.addKey(operator, page, contracts.simulated("public-key-id"), pem("PUBLIC KEY", false));
            assertThat(test(page)).contains("公钥内容与公钥 ID 不符");

            Contracts.change(
                    operator, page, Map.of("baseUrl", "http://127.0.0.1:" + System.getProperty("CAISHI_PORT")));
            assertThat(test(page)).contains("应答没有微信支付的签名");
            Contracts.change(operator, page, Map.of("baseUrl", "http://127.0.0.1:" + TestRun.freePort()));
            assertThat(test(page)).contains("连不上 127.0.0.1");
            assertThat(actions(page)).contains("test");
        }
    }

    private String test(String page) {
        return Staff.submit(operator, page, page + "/test", Map.of());
    }

    private static String pem(String kind, boolean secret) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        byte[] der = secret ? keys.getPrivate().getEncoded() : keys.getPublic().getEncoded();
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
    }

    private @Nullable String state(String page) {
        return jdbc.queryForObject(
                "select state from channel_account where account_id = ?", String.class, Contracts.accountId(page));
    }

    private java.util.List<String> actions(String page) {
        return jdbc.queryForList(
                "select substring(action, 17) from identity_audit where subject = ? order by audit_id",
                String.class,
                "account " + Contracts.accountId(page) + " WECHAT");
    }
}
