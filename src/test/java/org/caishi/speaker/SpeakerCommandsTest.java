/** The volume and a test sentence reach every kind of speaker by its own way, and what cannot be asked is said in words. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.caishi.device.Device;
import org.caishi.device.DeviceSignature;
import org.caishi.device.LinkKind;
import org.caishi.identity.Role;
import org.caishi.identity.Users;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.PlateHolder;
import org.caishi.speaker.chip.DialledInChip;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ProductTest
class SpeakerCommandsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TEST_SENTENCE = "音箱测试，声音正常";
    private static final String PATH = "/api/device/announcements";

    @Autowired
    TestSpeakers speakers;

    @Autowired
    Staff staff;

    @Autowired
    TestMarket markets;

    @Autowired
    Announcements announcements;

    @Autowired
    Users users;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    JsonMapper json;

    @Value("${server.port}")
    int port;

    @Value("${caishi.scale.port}")
    int doorPort;

    private final HttpClient http = HttpClient.newHttpClient();
    Market market;
    Visitor manager;

    @BeforeEach
    void open() {
        market = speakers.market();
        manager = staff.signedIn(Role.MANAGER, market);
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aChipIsToldItsVolumeWithEverySentence() throws IOException {
        Device speaker = speakers.register(market, "syn6288", LinkKind.TCP_IN);
        try (DialledInChip chip = DialledInChip.dial(DialledInChip.chip(15), doorPort, speakers.handshake(speaker))) {
            assertThat(submit(speaker, "/volume", Map.of("percent", "30"))).contains("data-state=\"DONE\"", "30 %");
            assertThat(submit(speaker, "/ask", Map.of("asked", "test"))).contains("试音");
            awaitState(speaker, "DONE", "DONE");
            assertThat(texts(chip)).containsExactly("[v5]" + TEST_SENTENCE);

            submit(speaker, "/volume", Map.of("percent", ""));
            speakers.announce(speaker, 200);
            speakers.awaitStates(speaker, "SPOKEN", "SPOKEN");
            assertThat(texts(chip)).endsWith("微信收款两元");
        }
        assertThat(submit(speaker, "/volume", Map.of("percent", "101"))).contains("音量请填 0 到 100");
        assertThat(submit(speaker, "/ask", Map.of("asked", "stop"))).contains("不能远程静音");
        assertThat(page(speaker)).contains("value=\"test\"").doesNotContain("value=\"stop\"", "value=\"key\"");
    }

    /** What a manager sets for one chip counts more than what its stall has chosen. */
    @Test
    void itsOwnVolumeComesBeforeTheStalls() throws IOException {
        Device speaker = speakers.register(market, "syn6288", LinkKind.TCP_IN);
        jdbc.update(
                "insert into speaker_choice (market_id, stall_id, wording, own_words, language, volume) values (?, ?, '', '', '', 2)",
                market.marketId(),
                speaker.stallId());
        submit(speaker, "/volume", Map.of("percent", "1"));
        try (DialledInChip chip = DialledInChip.dial(DialledInChip.chip(15), doorPort, speakers.handshake(speaker))) {
            speakers.announce(speaker, 200);
            await().atMost(SOON).until(() -> !texts(chip).isEmpty());
            assertThat(texts(chip).getFirst()).as("1 % is not silent").startsWith("[v2]");
        }
    }

    @Test
    void oneThatAsksGetsCommandsOnceAndOnlyWhenItUnderstandsThem() throws Exception {
        Device speaker = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        submit(speaker, "/volume", Map.of("percent", "60"));
        awaitState(speaker, "WAITING");
        assertThat(ask(speaker, "?wait=0", TestSpeakers.KEY).body()).isEqualTo("[]");

        JsonNode told = json.readTree(
                ask(speaker, "?wait=0&commands=true", TestSpeakers.KEY).body());
        assertThat(told.size()).isEqualTo(1);
        assertThat(told.path(0).path("command").asString()).isEqualTo("volume");
        assertThat(told.path(0).path("value").intValue()).isEqualTo(60);
        assertThat(told.path(0).has("key")).isFalse();
        awaitState(speaker, "SENT");
        assertThat(ask(speaker, "?wait=0&commands=true", TestSpeakers.KEY).body())
                .isEqualTo("[]");

        String id = told.path(0).path("id").asString();
        assertThat(answer(speaker, id)).isEqualTo(204);
        awaitState(speaker, "DONE");
        assertThat(answer(speaker, id)).as("told twice").isEqualTo(204);
        Device other = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        assertThat(answer(other, id)).isEqualTo(404);
        assertThat(answer(speaker, "cmd-1")).isEqualTo(404);
    }

    @Test
    void aCommandWakesTheOneThatWaitsAndComesBeforeSentences() throws Exception {
        Device speaker = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        CompletableFuture<HttpResponse<String>> waiting =
                http.sendAsync(question(speaker, "?wait=30&commands=true", TestSpeakers.KEY), BodyHandlers.ofString());
        submit(speaker, "/ask", Map.of("asked", "stop"));
        assertThat(waiting.get(20, TimeUnit.SECONDS).body()).contains("\"stop\"");
        submit(speaker, "/ask", Map.of("asked", "test"));
        JsonNode said = json.readTree(ask(speaker, "?wait=10", TestSpeakers.KEY).body());
        assertThat(said.path(0).path("kind").asString()).isEqualTo("test");
        assertThat(said.path(0).path("text").asString()).isEqualTo(TEST_SENTENCE);
        assertThat(answer(speaker, said.path(0).path("id").asString())).isEqualTo(204);
        await().atMost(SOON).until(() -> page(speaker).contains("data-state=\"DONE\""));

        speakers.announce(speaker, 200);
        submit(speaker, "/volume", Map.of("percent", "10"));
        JsonNode both = json.readTree(
                ask(speaker, "?wait=10&commands=true", TestSpeakers.KEY).body());
        assertThat(both.path(0).path("command").asString()).isEqualTo("volume");
        assertThat(both.path(1).path("text").asString()).isEqualTo("微信收款两元");
    }

    @Test
    void whatNobodyAsksForLapses() {
        Device speaker = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        submit(speaker, "/volume", Map.of("percent", "60"));
        jdbc.update("update speaker_command set sent_at = '2026-01-01' where market_id = ?", market.marketId());
        assertThat(page(speaker)).contains("音箱没有来取");
        assertThat(ask(speaker, "?wait=0&commands=true", TestSpeakers.KEY).body())
                .isEqualTo("[]");
    }

    @Test
    void oneThatAsksTakesAnotherKey() throws Exception {
        Device speaker = speakers.register(market, MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        submit(speaker, "/ask", Map.of("asked", "key"));
        JsonNode told = json.readTree(
                ask(speaker, "?wait=0&commands=true", TestSpeakers.KEY).body());
        String key = told.path(0).path("key").asString();
        assertThat(key).matches("[0-9a-f]{64}");
        assertThat(answer(speaker, told.path(0).path("id").asString())).isEqualTo(204);
        assertThat(page(speaker)).contains("等待音箱启用").doesNotContain(key);

        assertThat(ask(speaker, "?wait=0", key).statusCode()).isEqualTo(200);
        assertThat(page(speaker)).contains("已更换");
        assertThat(ask(speaker, "?wait=0", TestSpeakers.KEY).statusCode())
                .as("for what is on its way")
                .isEqualTo(200);
        jdbc.update("update device_key_change set until_at = '2026-01-01' where market_id = ?", market.marketId());
        await().atMost(SOON)
                .until(() -> ask(speaker, "?wait=0", TestSpeakers.KEY).statusCode() == 401);
        assertThat(ask(speaker, "?wait=0", key).statusCode()).isEqualTo(200);
    }

    @Test
    void oneThatIsPostedToHasDoneWhatItSaysItHasDone() throws Exception {
        List<JsonNode> heard = new CopyOnWriteArrayList<>();
        List<String> answers =
                new CopyOnWriteArrayList<>(List.of("{\"result\":\"played\"}", "", "{\"result\":\"played\"}"));
        int doorOfBox = TestRun.freePort();
        HttpServer box = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), doorOfBox), 10);
        box.createContext("/say", exchange -> {
            heard.add(json.readTree(exchange.getRequestBody().readAllBytes()));
            byte[] bytes = answers.removeFirst().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        box.start();
        Device speaker = speakers.register(
                market, PushedSpeakers.PROTOCOL, LinkKind.HTTP, Map.of(), "http://127.0.0.1:" + doorOfBox + "/say");
        try {
            submit(speaker, "/volume", Map.of("percent", "60"));
            awaitState(speaker, "DONE");
            assertThat(heard.getFirst().path("command").asString()).isEqualTo("volume");
            assertThat(heard.getFirst().path("value").intValue()).isEqualTo(60);
            submit(speaker, "/ask", Map.of("asked", "stop"));
            awaitState(speaker, "DONE", "FAILED");
            submit(speaker, "/ask", Map.of("asked", "test"));
            awaitState(speaker, "DONE", "FAILED", "DONE");
            assertThat(heard.getLast().path("text").asString()).isEqualTo(TEST_SENTENCE);
        } finally {
            box.stop(0);
        }
        submit(speaker, "/volume", Map.of("percent", "50"));
        awaitState(speaker, "DONE", "FAILED", "DONE", "SENT");
        assertThat(submit(speaker, "/ask", Map.of("asked", "key"))).contains("不能远程更换密钥");
    }

    @Test
    void oneThatHearsOnlySumsIsAskedForNothingAndThePageSaysWhatToDo() {
        Device speaker = speakers.register(market, MoneyTopicSpeakers.PROTOCOL, LinkKind.MQTT);
        assertThat(page(speaker))
                .contains("只能收金额", "请付一笔一分钱的款来试", "不能远程静音", "不能远程更换密钥")
                .doesNotContain("name=\"asked\"", "name=\"percent\"");
        assertThat(submit(speaker, "/ask", Map.of("asked", "test"))).contains("它收到什么都会当成收款播报");
        assertThat(submit(speaker, "/volume", Map.of("percent", "50"))).contains("只能收金额");
        assertThat(jdbc.queryForObject(
                        "select count(*) from speaker_command where market_id = ?", Long.class, market.marketId()))
                .isZero();
        assertThat(speakers.states(speaker)).isEmpty();
    }

    /** A phone is nobody's device: it has the volume that its stall has chosen, with each sentence. */
    @Test
    void aPhoneIsToldTheVolumeOfItsStall() {
        PlateHolder stall = markets.stall(market, "P01");
        jdbc.update(
                "insert into speaker_choice (market_id, stall_id, wording, own_words, language, volume) values (?, ?, '', '', '', 4)",
                market.marketId(),
                stall.stall().stallId());
        String name = "vendor-" + market.marketId();
        users.add(
                name,
                "某人",
                "a long enough password",
                Role.VENDOR,
                market.marketId(),
                stall.vendor().vendorId());
        Visitor phone = new Visitor();
        phone.signIn(name, "a long enough password");
        assertThat(askOf(phone)).isEqualTo("[]");
        announcements.dayTotal(new StallKey(market.marketId(), stall.stall().stallId()), Money.ofFen(200), 1);
        assertThat(askOf(phone)).contains("今日收款", "\"volume\":4");
    }

    private static String askOf(Visitor phone) {
        return phone.post("/vendor/speaker/next", Map.of("_csrf", phone.token("/vendor/speech")))
                .body();
    }

    /** The states of the speaker's commands as its page has them, the oldest first. */
    private void awaitState(Device speaker, String... states) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(java.util.regex.Pattern.compile("data-state=\"(\\w+)\"")
                                .matcher(page(speaker))
                                .results()
                                .map(found -> found.group(1))
                                .toList()
                                .reversed())
                        .containsExactly(states));
    }

    private String address(Device speaker) {
        return "/manage/" + market.code() + "/speakers/" + speaker.serial();
    }

    private String page(Device speaker) {
        return manager.get(address(speaker)).body();
    }

    private String submit(Device speaker, String act, Map<String, String> form) {
        return Staff.submit(manager, address(speaker), address(speaker) + act, form);
    }

    private HttpResponse<String> ask(Device speaker, String query, String key) {
        try {
            return http.send(question(speaker, query, key), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest question(Device speaker, String query, String key) {
        return signed(speaker, "GET", PATH, query, "", key).GET().build();
    }

    private int answer(Device speaker, String id) throws Exception {
        String body = "{\"result\":\"played\"}";
        HttpRequest request = signed(speaker, "POST", PATH + "/" + id + "/ack", "", body, TestSpeakers.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private HttpRequest.Builder signed(
            Device speaker, String method, String path, String query, String body, String key) {
        String time = Long.toString(speakers.now().getEpochSecond());
        String nonce = TestSpeakers.nonce();
        String text = String.join("\n", method, path, time, nonce, body);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + query))
                .timeout(Duration.ofSeconds(60))
                .header("X-Device", speaker.serial())
                .header("X-Timestamp", time)
                .header("X-Nonce", nonce)
                .header("X-Signature", DeviceSignature.of(key.getBytes(StandardCharsets.UTF_8), text));
    }

    /** The texts on the wire: after head, length, command and encoding; a SYN6288's checksum is cut off. */
    private static List<String> texts(DialledInChip chip) {
        return chip.frames().stream()
                .filter(frame -> frame[3] == 1)
                .map(frame -> new String(Arrays.copyOfRange(frame, 5, frame.length - 1), Charset.forName("GBK")))
                .toList();
    }
}
