/** A browser for tests: keeps cookies, does not follow redirects, sends forms with the page's CSRF token. */
package org.caishi.identity;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public final class Visitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final String HOME = "http://127.0.0.1:" + System.getProperty("CAISHI_PORT");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    /** Signs in by the form and returns where it leads. */
    public String signIn(String name, String password) {
        return post("/login", Map.of("username", name, "password", password, "_csrf", token("/login")))
                .headers()
                .firstValue("Location")
                .orElse("nowhere");
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(HOME + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(HOME + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Sends a form with one file in its field {@code file}, as a browser does. */
    public HttpResponse<String> upload(String path, String csrf, String fileName, byte[] file) {
        String boundary = "a-line-between-parts";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n%s\r\n"
                .formatted(boundary, csrf)
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                        .formatted(boundary, fileName)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(HOME + path))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** As {@link #get}, for what is no text. */
    public HttpResponse<byte[]> bytes(String path) {
        return send(HttpRequest.newBuilder(URI.create(HOME + path)), BodyHandlers.ofByteArray());
    }

    /** Opens a stream of events; whoever opens it closes it. */
    public InputStream stream(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(HOME + path))
                .header("Accept", "text/event-stream")
                .build();
        try {
            return client.send(request, BodyHandlers.ofInputStream()).body();
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The CSRF token of a page's form. */
    public String token(String page) {
        Matcher found = TOKEN.matcher(get(page).body());
        if (!found.find()) {
            throw new AssertionError("no CSRF token on " + page);
        }
        return found.group(1);
    }

    /** A cookie's value, empty when there is none. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> how) {
        try {
            return client.send(request.build(), how);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
