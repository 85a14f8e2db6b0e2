/** The simulator on a real Tomcat with a merchant beside it: the official SDK for asking, an inbox for notices. */
package org.caishi.simulator.wechat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.partnerpayments.jsapi.JsapiService;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Amount;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.Payer;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.partnerpayments.jsapi.model.SettleInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
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
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

/** Delays run a hundred times faster than the service's: a retry after 150 ms instead of 15 s. */
final class RunningSimulator implements AutoCloseable {
    static final String SUB_MCHID = "1900000109";

    private static final AtomicLong NUMBERS = new AtomicLong();

    final ConfigurableApplicationContext context;
    final String base;
    final WechatKeys keys;
    final HttpClient sdk;
    final List<Notice> inbox = new CopyOnWriteArrayList<>();
    final java.net.http.HttpClient browser =
            java.net.http.HttpClient.newBuilder().build();

    private final HttpServer merchant;
    private volatile int answer = 204;

    /** A notice as it arrived. */
    record Notice(RequestParam param, String signature, String body) {}

    /** Just enough of Spring Boot to serve the simulator; not annotated, so that no other test's scan finds it. */
    @ComponentScan("org.caishi.simulator")
    @EnableMethodSecurity(proxyTargetClass = true)
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        MessageSourceAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    static class Server {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    RunningSimulator(Path data, String... more) throws IOException {
        this(data, merchantServer(0), more);
    }

    RunningSimulator(Path data, HttpServer merchant, String... more) throws IOException {
        this.merchant = merchant;
        merchant.createContext("/notify", this::receive);
        merchant.start();
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=optional:file:./no-such-folder/",
                "--spring.main.banner-mode=off",
                "--spring.messages.basename=messages/simulator",
                "--spring.messages.fallback-to-system-locale=false",
                "--caishi.demo=true",
                "--caishi.data=" + data,
                "--caishi.simulator.retry-scale=0.01",
                "--server.address=127.0.0.1",
                "--server.port=" + port));
        for (String argument : more) {
            arguments.removeIf(known -> known.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
            arguments.add(argument);
        }
        this.context = SpringApplication.run(Server.class, arguments.toArray(String[]::new));
        this.base = "http://127.0.0.1:" + port + "/simulator/wechat";
        this.keys = context.getBean(WechatKeys.class);
        this.sdk = sdk(setting("merchant-private-key"));
    }

    static HttpServer merchantServer(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return server;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A setting as the product's adapter would read it. */
    String setting(String name) {
        return context.getEnvironment().getRequiredProperty("caishi.wechat." + name);
    }

    /** The official SDK with only its host turned round, signing with the given key. */
    HttpClient sdk(String privateKeyFile) {
        HttpUrl target = HttpUrl.get(base);
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    HttpUrl asked = chain.request().url();
                    HttpUrl url = asked.newBuilder()
                            .scheme(target.scheme())
                            .host(target.host())
                            .port(target.port())
                            .encodedPath(target.encodedPath() + asked.encodedPath())
                            .build();
                    return chain.proceed(chain.request().newBuilder().url(url).build());
                })
                .build();
        return new DefaultHttpClientBuilder()
                .config(config(privateKeyFile))
                .okHttpClient(client)
                .build();
    }

    Config config(String privateKeyFile) {
        return new RSAPublicKeyConfig.Builder()
                .merchantId(setting("sp-mchid"))
                .privateKeyFromPath(privateKeyFile)
                .merchantSerialNumber(setting("merchant-serial"))
                .publicKeyFromPath(setting("public-key"))
                .publicKeyId(setting("public-key-id"))
                .apiV3Key(setting("api-v3-key"))
                .build();
    }

    JsapiService jsapi() {
        return new JsapiService.Builder().httpClient(sdk).build();
    }

    NotificationParser parser() {
        return new NotificationParser(new RSAPublicKeyNotificationConfig.Builder()
                .publicKeyFromPath(setting("public-key"))
                .publicKeyId(setting("public-key-id"))
                .apiV3Key(setting("api-v3-key"))
                .build());
    }

    static String newNumber() {
        return "T%010d%s".formatted(NUMBERS.incrementAndGet(), WechatSignature.nonce(8));
    }

    PrepayRequest order(String number, int fen) {
        PrepayRequest request = new PrepayRequest();
        request.setSpAppid(setting("sp-appid"));
        request.setSpMchid(setting("sp-mchid"));
        request.setSubMchid(SUB_MCHID);
        request.setDescription("老城菜市 A12 鲜鱼");
        request.setOutTradeNo(number);
        request.setAttach("A12");
        request.setNotifyUrl(notifyUrl());
        Amount amount = new Amount();
        amount.setTotal(fen);
        amount.setCurrency("CNY");
        request.setAmount(amount);
        SettleInfo settle = new SettleInfo();
        settle.setProfitSharing(true);
        request.setSettleInfo(settle);
        Payer payer = new Payer();
        payer.setSpOpenid(WechatPayers.openid(setting("sp-appid"), "1"));
        request.setPayer(payer);
        return request;
    }

    String notifyUrl() {
        return "http://127.0.0.1:" + merchant.getAddress().getPort() + "/notify";
    }

    /** Opens an order and pays it with what may be wrong with its notice, as JSON. */
    String paidOrder(int fen, String faults) throws Exception {
        String number = newNumber();
        jsapi().prepay(order(number, fen));
        String body = "{\"outTradeNo\":\"%s\",\"outcome\":\"pay\",\"faults\":%s}".formatted(number, faults);
        HttpResponse<String> paid = post("/control/pay", body);
        if (paid.statusCode() != 200) {
            throw new IllegalStateException(paid.statusCode() + " " + paid.body());
        }
        return number;
    }

    HttpResponse<String> post(String path, String json) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> form(String path, String form) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What the merchant answers notices with from now on. */
    void answerWith(int status) {
        answer = status;
    }

    @Override
    public void close() {
        context.close();
        merchant.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String signature = exchange.getRequestHeaders().getFirst("Wechatpay-Signature");
        RequestParam param = new RequestParam.Builder()
                .serialNumber(exchange.getRequestHeaders().getFirst("Wechatpay-Serial"))
                .nonce(exchange.getRequestHeaders().getFirst("Wechatpay-Nonce"))
                .timestamp(exchange.getRequestHeaders().getFirst("Wechatpay-Timestamp"))
                .signature(signature)
                .signType(exchange.getRequestHeaders().getFirst("Wechatpay-Signature-Type"))
                .body(body)
                .build();
        inbox.add(new Notice(param, signature, body));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }
}
