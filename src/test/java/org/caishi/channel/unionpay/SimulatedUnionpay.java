/** The shipped simulator on a real Tomcat, the product's own adapter set up by the simulator's settings, and an inbox for notices. */
package org.caishi.channel.unionpay;

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
import org.caishi.channel.PayerSignIn;
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

final class SimulatedUnionpay implements AutoCloseable {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final ConfigurableApplicationContext context;
    final PaymentChannel channel;
    final URI base;
    /** The only site that payers are sent back to. */
    final URI site;

    private final HttpServer inbox;
    private final BlockingQueue<RawNotice> notices = new LinkedBlockingQueue<>();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private volatile int status = 200;
    private volatile String answer = "ok";

    /** Not annotated as a configuration, so that no other test's scan finds it. */
    @ComponentScan("org.caishi.simulator")
    @Import(UnionpayConfiguration.class)
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

    SimulatedUnionpay(Path data) throws IOException {
        this(data, 0);
    }

    /** With the inbox on a port of its own, so that a later one can take its place. */
    SimulatedUnionpay(Path data, int inboxPort) throws IOException {
        inbox = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), inboxPort), 0);
        inbox.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        inbox.createContext("/notify/unionpay", this::receive);
        inbox.start();
        int port = TestRun.freePort();
        URI product = URI.create("http://127.0.0.1:" + inbox.getAddress().getPort());
        site = URI.create("http://127.0.0.1:" + port);
        context = SpringApplication.run(
                Server.class,
                "--spring.config.location=optional:file:./no-such-folder/",
                "--spring.main.banner-mode=off",
                "--spring.messages.basename=messages/simulator",
                "--spring.messages.fallback-to-system-locale=false",
                "--caishi.demo=true",
                "--caishi.data=" + data,
                "--caishi.public-url=" + product,
                "--caishi.simulator.public-url=" + site,
                "--caishi.simulator.retry-scale=0.01",
                "--server.address=127.0.0.1",
                "--server.port=" + port);
        base = URI.create(site + "/simulator/unionpay");
        channel = context.getBean(PaymentChannel.class);
    }

    String setting(String name) {
        return context.getEnvironment().getRequiredProperty("caishi.unionpay." + name);
    }

    static String newNumber() {
        return "A%s%06d".formatted(Long.toString(Instant.now().toEpochMilli(), 36), NUMBERS.incrementAndGet());
    }

    static ChargeRequest charge(String number, Scene scene, long fen, Payer payer) {
        return new ChargeRequest(
                number,
                TestUnionpay.SUB_MERCHANT,
                scene,
                Money.ofFen(fen),
                "老城菜市 A12 鲜鱼",
                payer,
                true,
                Instant.now().plusSeconds(300));
    }

    /** Opens an order by a code to show and pays it, with what may be wrong with its notice, as JSON. */
    String paid(long fen, String faults) throws Exception {
        String number = newNumber();
        var _ = channel.charge(charge(number, Scene.NATIVE, fen, Payer.ANYBODY));
        pay(number, faults);
        return number;
    }

    void pay(String number, String faults) throws Exception {
        control("pay", "{\"orderId\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(number, faults));
    }

    String control(String what, String json) throws Exception {
        HttpResponse<String> answered = post("/control/" + what, "application/json", json);
        if (answered.statusCode() >= 300) {
            throw new IllegalStateException(answered.statusCode() + " " + answered.body());
        }
        return answered.body();
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    HttpResponse<String> get(URI page) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(page).header("Accept-Language", "zh-CN").build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** A payer as the wallet tells us of one. */
    Payer payer(String userAgent) throws Exception {
        PayerSignIn signIn = channel.signIn().orElseThrow();
        URI back = URI.create(get(signIn.authorize(URI.create(site + "/q/x"), "s", userAgent))
                .headers()
                .firstValue("Location")
                .orElseThrow());
        String code = back.getQuery().replaceAll(".*userAuthCode=([^&]+).*", "$1");
        return Payer.known(signIn.payerId(code, userAgent).orElseThrow(), "203.0.113.7");
    }

    RawNotice nextNotice() throws InterruptedException {
        return Objects.requireNonNull(notices.poll(10, TimeUnit.SECONDS), "no notice came");
    }

    void forgetNotices() {
        notices.clear();
        answerWith(200, "ok");
    }

    /** What the merchant answers notices with from now on. */
    void answerWith(int nextStatus, String body) {
        status = nextStatus;
        answer = body;
    }

    @Override
    public void close() {
        context.close();
        inbox.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] said = answer.getBytes(StandardCharsets.UTF_8);
        int code = status;
        notices.add(new RawNotice(body, Map.of(), Instant.now()));
        exchange.sendResponseHeaders(code, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }
}
