/** The shipped simulator on a real Tomcat, the product's own adapter set up by the simulator's settings, and an inbox for notices. */
package org.caishi.channel.alipay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** Delays run a hundred times faster than the service's. */
final class SimulatedAlipay implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final ConfigurableApplicationContext context;
    final PaymentChannel channel;
    final URI base;
    /** The only site that the simulated Alipay sends payers back to. */
    final URI site;

    private final HttpServer inbox;
    private final BlockingQueue<RawNotice> notices = new LinkedBlockingQueue<>();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private volatile String answer = "success";

    /** Not annotated as a configuration, so that no other test's scan finds it. */
    @ComponentScan("org.caishi.simulator")
    @Import(AlipayConfiguration.class)
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        MessageSourceAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
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

    SimulatedAlipay(Path data, String... more) throws IOException {
        inbox = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inbox.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        inbox.createContext("/notify/alipay", this::receive);
        inbox.start();
        int port = TestRun.freePort();
        site = URI.create("http://127.0.0.1:" + port);
        SpringApplication application = new SpringApplication(Server.class);
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "--spring.config.location=optional:file:./no-such-folder/",
                                "--spring.main.banner-mode=off",
                                "--spring.messages.basename=messages/simulator",
                                "--spring.messages.fallback-to-system-locale=false",
                                "--caishi.demo=true",
                                "--caishi.data=" + data,
                                "--caishi.simulator.retry-scale=0.01",
                                "--caishi.public-url=http://127.0.0.1:"
                                        + inbox.getAddress().getPort(),
                                "--caishi.simulator.public-url=" + site,
                                "--server.address=127.0.0.1",
                                "--server.port=" + port),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        context = application.run(arguments);
        base = URI.create(site + "/simulator/alipay");
        channel = context.getBean(PaymentChannel.class);
    }

    static String newNumber() {
        return "A%s%06d".formatted(Long.toString(Instant.now().toEpochMilli(), 36), NUMBERS.incrementAndGet());
    }

    static ChargeRequest charge(String number, Scene scene, long fen, Payer payer) {
        return new ChargeRequest(
                number,
                TestAlipay.SMID,
                scene,
                Money.ofFen(fen),
                "老城菜市 A12 鲜鱼",
                payer,
                true,
                Instant.now().plusSeconds(300));
    }

    /** Opens an order by a shown code and pays it, with what may be wrong with its notice, as JSON. */
    String paid(long fen, String faults) throws Exception {
        String number = newNumber();
        var unused = channel.charge(charge(number, Scene.NATIVE, fen, Payer.ANYBODY));
        pay(number, faults);
        return number;
    }

    void pay(String number, String faults) throws Exception {
        control("/pay", "{\"outTradeNo\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(number, faults));
    }

    void control(String path, String json) throws Exception {
        HttpResponse<String> done = send(HttpRequest.newBuilder(URI.create(base + "/control" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
        if (done.statusCode() / 100 != 2) {
            throw new IllegalStateException(done.statusCode() + " " + done.body());
        }
    }

    HttpResponse<String> form(URI page, String form) throws Exception {
        return send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> get(URI page) throws Exception {
        return send(HttpRequest.newBuilder(page));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(
                request.header("Accept-Language", "zh-CN").build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    RawNotice nextNotice() throws InterruptedException {
        return Objects.requireNonNull(notices.poll(20, TimeUnit.SECONDS), "no notice came");
    }

    boolean isQuiet() {
        return notices.isEmpty();
    }

    /** What notices are answered with from now on. */
    void answerWith(String body) {
        answer = body;
    }

    @Override
    public void close() {
        context.close();
        inbox.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        // First, because whoever takes the notice may change the answer to the next one.
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        notices.add(new RawNotice(body, Map.of(), Instant.now()));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
