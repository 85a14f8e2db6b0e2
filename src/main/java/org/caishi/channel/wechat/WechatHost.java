/** Stands between the SDK and the network: turns requests to another host when told so, and bounds every answer. */
package org.caishi.channel.wechat;

import java.io.IOException;
import java.net.URI;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The SDK knows only WeChat's own hosts. Scheme, host and port are not signed, and a path in the base URL stands for them
 * too: it is put before the path after signing, so the other side verifies without it.
 */
final class WechatHost implements Interceptor {
    /** The API answers in a few KB; bills are downloaded elsewhere. */
    private static final long MAX_ANSWER_BYTES = 256 * 1024;

    private final HttpUrl base;
    private final String prefix;

    WechatHost(URI baseUrl) {
        this.base = HttpUrl.get(baseUrl.toString());
        this.prefix = baseUrl.getRawPath();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response answer = chain.proceed(redirected(chain.request()));
        if (answer.peekBody(MAX_ANSWER_BYTES + 1).contentLength() > MAX_ANSWER_BYTES) {
            answer.close();
            throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
        }
        return answer;
    }

    private Request redirected(Request request) {
        return request.newBuilder().url(here(request.url())).build();
    }

    /** The same address at the host of the contract. */
    HttpUrl here(HttpUrl asked) {
        return asked.newBuilder()
                .scheme(base.scheme())
                .host(base.host())
                .port(base.port())
                .encodedPath(prefix + asked.encodedPath())
                .build();
    }
}
