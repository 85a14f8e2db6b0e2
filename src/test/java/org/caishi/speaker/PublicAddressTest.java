/** A network player opens an address and hears nothing, and then what the market says. Needs espeak-ng (scripts/test). */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caishi.device.Device;
import org.caishi.device.Devices;
import org.caishi.identity.Role;
import org.caishi.identity.Visitor;
import org.caishi.market.Market;
import org.caishi.market.Markets;
import org.caishi.testing.ProductTest;
import org.caishi.testing.Staff;
import org.caishi.testing.TestMarket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@ProductTest
class PublicAddressTest {
    private static final Pattern ADDRESS = Pattern.compile("id=\"address\">[^<]*(/public-address/[^<]+\\.wav)<");
    private static final Pattern SERIAL = Pattern.compile("data-serial=\"(PA-[0-9A-Z]+)\"");
    private static final Pattern TICKET = Pattern.compile("name=\"ticket\" value=\"(\\d+)\"");

    /** Of 32,767; silence is none at all. */
    private static final long LOUD_ENOUGH = 500;

    private static final int SECOND = Pcm.RATE * Pcm.SAMPLE_BYTES;

    @Autowired
    TestMarket testMarkets;

    @Autowired
    Markets markets;

    @Autowired
    Staff staff;

    @Autowired
    Devices devices;

    @Autowired
    StreamAddresses addresses;

    @Autowired
    StreamedSpeakers streams;

    @Autowired
    MessageSource words;

    @Autowired
    JdbcTemplate jdbc;

    @Value("${server.port}")
    int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<InputStream> open = new ArrayList<>();
    Market market;
    Visitor manager;
    String page;

    @BeforeEach
    void openAMarket() {
        market = testMarkets.open(0);
        await().until(() -> markets.byCode(market.code()).isPresent());
        manager = staff.signedIn(Role.MANAGER, market);
        page = "/manage/" + market.code() + "/public-address";
    }

    @AfterEach
    void hangUp() throws IOException {
        for (InputStream player : open) {
            player.close();
        }
        http.close();
    }

    @Test
    void thePlayerHearsSilenceAndThenTheBroadcastAndThenSilence() throws Exception {
        InputStream player = listen(address(Staff.submit(manager, page, page, Map.of())));
        byte[] head = player.readNBytes(Wav.HEAD);
        assertThat(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(24))
                .isEqualTo(16_000);
        assertThat(loudness(player.readNBytes(2 * SECOND))).isZero();

        broadcast("市场还有十五分钟关门。");
        assertThat(loudestSecond(player, 20)).isGreaterThan(LOUD_ENOUGH);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(states()).containsExactly("SPOKEN"));
        assertThat(steps()).containsExactly("SENT", "ACKED", "SPOKEN");
        long last = LOUD_ENOUGH;
        for (int i = 0; i < 15 && last > 0; i++) {
            last = loudness(player.readNBytes(SECOND));
        }
        assertThat(last).as("silent again").isZero();
        assertThat(manager.get("/manage/" + market.code() + "/broadcasts").body())
                .contains("1 / 1");
    }

    @Test
    void whileNobodyListensNothingIsTaken() throws Exception {
        String address = address(Staff.submit(manager, page, page, Map.of()));
        broadcast("地面湿滑，请小心慢行。");
        await().pollDelay(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(states()).containsExactly("QUEUED"));
        InputStream player = listen(address);
        player.readNBytes(Wav.HEAD);
        assertThat(loudestSecond(player, 20)).as("it is still news").isGreaterThan(LOUD_ENOUGH);
    }

    @Test
    void anotherAddressEndsTheFormerOne() throws Exception {
        String body = Staff.submit(manager, page, page, Map.of());
        String former = address(body);
        InputStream player = listen(former);
        player.readNBytes(SECOND);
        Matcher serial = SERIAL.matcher(body);
        assertThat(serial.find()).isTrue();
        String address = address(Staff.submit(manager, page, page + "/" + serial.group(1), Map.of()));

        assertThat(address).isNotEqualTo(former);
        assertThat(player.readAllBytes().length).as("it ends").isLessThan(20 * SECOND);
        assertThat(status(former)).isEqualTo(404);
        assertThat(status(address.replaceFirst("/[^/]+\\.wav$", "/wrong.wav"))).isEqualTo(404);
        assertThat(status(address.replace(market.code(), testMarkets.open(0).code())))
                .as("in another market it is nobody's")
                .isEqualTo(404);
        assertThat(manager.get(page).body()).as("shown once").doesNotContain(address);
        listen(address).readNBytes(Wav.HEAD);
    }

    @Test
    void onlySoManyListenAndWhoGoesMakesRoom() throws Exception {
        String address = address(Staff.submit(manager, page, page, Map.of()));
        for (int i = 0; i < StreamedSpeakers.MOST_OF_ONE; i++) {
            listen(address).readNBytes(Wav.HEAD);
        }
        HttpResponse<String> refused = http.send(request(address), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        open.getFirst().close();
        Device player = player();
        await().atMost(Duration.ofSeconds(30)).until(() -> streams.listening(player) < StreamedSpeakers.MOST_OF_ONE);
        listen(address).readNBytes(Wav.HEAD);
    }

    @Test
    void aMachineWithoutEspeakSaysSo() throws Exception {
        String address = address(Staff.submit(manager, page, page, Map.of()));
        String token = address.replaceFirst(".*/([^/]+)\\.wav$", "$1");
        PublicAddressStream silent =
                new PublicAddressStream(markets, addresses, streams, new SpokenAudio("no-such-program"), words);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        silent.listen(market.code(), token, new MockHttpServletRequest(), answer, Locale.SIMPLIFIED_CHINESE);
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getContentAsString()).contains("apt-get install espeak-ng");
    }

    @Test
    void onlyTheMarketsManagerMakesAnAddress() {
        Visitor clerk = staff.signedIn(Role.CLERK, market);
        assertThat(clerk.get(page).statusCode()).isEqualTo(403);
        assertThat(staff.signedIn(Role.MANAGER, testMarkets.open(0)).get(page).statusCode())
                .isEqualTo(404);
    }

    private void broadcast(String text) {
        String broadcasts = "/manage/" + market.code() + "/broadcasts";
        Matcher ticket = TICKET.matcher(manager.get(broadcasts).body());
        assertThat(ticket.find()).isTrue();
        Staff.submit(manager, broadcasts, broadcasts, Map.of("ticket", ticket.group(1), "text", text, "minutes", "1"));
    }

    private static String address(String body) {
        Matcher found = ADDRESS.matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return found.group(1);
    }

    private InputStream listen(String address) throws Exception {
        HttpResponse<InputStream> answer = http.send(request(address), BodyHandlers.ofInputStream());
        open.add(answer.body());
        assertThat(answer.statusCode())
                .as("needs espeak-ng: apt-get install espeak-ng")
                .isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("audio/wav");
        return answer.body();
    }

    private int status(String address) throws Exception {
        return http.send(request(address), BodyHandlers.ofString()).statusCode();
    }

    private HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                .build();
    }

    private Device player() {
        return devices.of(market.marketId()).stream()
                .filter(streams::leadsTo)
                .findFirst()
                .orElseThrow();
    }

    private List<String> states() {
        return jdbc.queryForList(
                "select state from speaker_announcement where market_id = ?", String.class, market.marketId());
    }

    private List<String> steps() {
        return jdbc.queryForList(
                "select kind from speaker_step where market_id = ? order by step_id", String.class, market.marketId());
    }

    /** Listens second by second until one is loud. */
    private static long loudestSecond(InputStream player, int seconds) throws IOException {
        long loudest = 0;
        for (int i = 0; i < seconds && loudest <= LOUD_ENOUGH; i++) {
            loudest = Math.max(loudest, loudness(player.readNBytes(SECOND)));
        }
        return loudest;
    }

    /** The root of the mean square of samples of 16 bits. */
    private static long loudness(byte[] sound) {
        ByteBuffer samples = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        long count = 0;
        while (samples.remaining() >= 2) {
            long sample = samples.getShort();
            sum += sample * sample;
            count++;
        }
        return count == 0 ? 0 : Math.round(Math.sqrt((double) sum / count));
    }
}
