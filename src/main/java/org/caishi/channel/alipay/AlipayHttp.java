/** Carries the SDK's requests: bounded in time and size, silent in the log. */
package org.caishi.channel.alipay;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * The client tries again by itself only where a kept connection turned out to be dead; all operations used here are safe to
 * repeat under the same number.
 */
final class AlipayHttp extends AbstractHttpClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    /** Whatever drips: an order's page is waiting. */
    private static final Duration WHOLE_CALL = Duration.ofSeconds(7);

    private static final int KEPT_CONNECTIONS = 64;
    private static final long KEPT_SECONDS = 15;
    /** The gateway answers in a few KB; bills are downloaded elsewhere. */
    private static final long MAX_ANSWER_BYTES = 256 * 1024;

    private static final int OK = 200;

    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(READ)
            .writeTimeout(READ)
            .callTimeout(WHOLE_CALL)
            .followRedirects(false)
            .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_SECONDS, TimeUnit.SECONDS))
            .build();

    @Override
    public String doPost(String url, Map<String, String> form, String charset, Map<String, String> answerHeaders)
            throws IOException {
        FormBody.Builder body = new FormBody.Builder(Charset.forName(charset));
        form.forEach(body::add);
        Request request = new Request.Builder().url(url).post(body.build()).build();
        try (Response answer = http.newCall(request).execute()) {
            ResponseBody content = answer.body();
            if (answer.code() != OK || content == null) {
                throw new IOException("HTTP " + answer.code());
            }
            return bounded(content).readString(Charset.forName(charset));
        }
    }

    @Override
    public String doPost(
            String url,
            Map<String, String> form,
            @Nullable Map<String, FileItem> files,
            String charset,
            Map<String, String> answerHeaders) {
        throw new UnsupportedOperationException("no files are sent");
    }

    private static Buffer bounded(ResponseBody content) throws IOException {
        BufferedSource source = content.source();
        if (source.request(MAX_ANSWER_BYTES + 1)) {
            throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
        }
        return source.getBuffer();
    }
}
