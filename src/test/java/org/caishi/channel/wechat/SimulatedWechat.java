/** The shipped simulator on a real Tomcat, the product's own adapter set up by the simulator's settings, and an inbox for notices. */
package org.caishi.channel.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.caishi.channel.ChargeRequest;
import org.caishi.channel.Payer;
import org.caishi.channel.PaymentChannel;
import org.caishi.channel.RawNotice;
import org.caishi.channel.Scene;
import org.caishi.testing.TestRun;
import org.caishi.units.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

final class SimulatedWechat implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final ConfigurableApplicationContext context;
    final PaymentChannel channel;
    final URI base;
    /** The only site that the simulated WeChat sends payers back to. */
    final URI site;

    private final HttpServer inbox;
    private final BlockingQueue<RawNotice> notices = new LinkedBlockingQueue<>();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** Not annotated as a configuration, so that no other test's scan finds it. */
    @ComponentScan("org.caishi.simulator")
    @Import(WechatConfiguration.class)
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        MessageSourceAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    static class Server {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    SimulatedWechat(Path data) throws IOException {
        inbox = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inbox.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        inbox.createContext("/notify/wechat/pay", this::receive);
        inbox.start();
        int port = TestRun.freePort();
        URI product = URI.create("http://127.0.0.1:" + inbox.getAddress().getPort());
        site = URI.create("http://127.0.0.1:" + port);
        context = SpringApplication.run(
                Server.class,
                "--spring.config.location=optional:file:./no-such-folder/",
                "--spring.main.banner-mode=off",
                "--caishi.demo=true",
                "--caishi.data=" + data,
                "--caishi.public-url=" + product,
                "--caishi.simulator.public-url=" + site,
                "--caishi.simulator.retry-scale=0.01",
                "--server.address=127.0.0.1",
                "--server.port=" + port);
        base = URI.create(site + "/simulator/wechat");
        channel = context.getBean(PaymentChannel.class);
    }

    String setting(String name) {
        return context.getEnvironment().getRequiredProperty("caishi.wechat." + name);
    }

    static String newNumber() {
        return "A%s%06d".formatted(Long.toString(Instant.now().toEpochMilli(), 36), NUMBERS.incrementAndGet());
    }

    static ChargeRequest charge(String number, Scene scene, long fen, @Nullable String openid) {
        return new ChargeRequest(
                number,
                TestWechat.SUB_MCHID,
                scene,
                Money.ofFen(fen),
                "老城菜市 A12 鲜鱼",
                openid == null ? Payer.ANYBODY : Payer.known(openid, null),
                true,
                Instant.now().plusSeconds(300));
    }

    /** Opens a Native order and pays it, with what may be wrong with its notice, as JSON. */
    String paid(long fen, String faults) throws Exception {
        String number = newNumber();
        var unused = channel.charge(charge(number, Scene.NATIVE, fen, null));
        pay(number, faults);
        return number;
    }

    void pay(String number, String faults) throws Exception {
        String body = "{\"outTradeNo\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(number, faults);
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(base + "/control/pay"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    /** Where a redirect leads. */
    URI redirectOf(URI page) throws Exception {
        return URI.create(browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow());
    }

    RawNotice nextNotice() throws InterruptedException {
        return Objects.requireNonNull(notices.poll(10, TimeUnit.SECONDS), "no notice came");
    }

    void forgetNotices() {
        notices.clear();
    }

    @Override
    public void close() {
        context.close();
        inbox.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        notices.add(new RawNotice(body, headers, Instant.now()));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }
}
