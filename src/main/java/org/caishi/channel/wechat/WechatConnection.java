/** The signed way to WeChat Pay's hosts, shared by everything that asks there. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.auth.WechatPay2Validator;
import com.wechat.pay.java.core.cipher.PrivacyDecryptor;
import com.wechat.pay.java.core.cipher.PrivacyEncryptor;
import com.wechat.pay.java.core.cipher.RSAPrivacyDecryptor;
import com.wechat.pay.java.core.cipher.RSAPrivacyEncryptor;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.Signer;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The HTTP client tries again by itself only where a kept connection turned out to be dead; all operations used here are
 * safe to repeat under the same number.
 */
record WechatConnection(
        HttpClient http, Signer signer, PrivacyEncryptor encryptor, PrivacyDecryptor decryptor, Downloads downloads) {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    /** Whatever drips: an order's page is waiting. */
    private static final Duration WHOLE_CALL = Duration.ofSeconds(7);

    private static final int KEPT_CONNECTIONS = 64;
    private static final long KEPT_SECONDS = 15;

    private static final OkHttpClient DOWNLOADING = new OkHttpClient.Builder()
            .connectTimeout(CONNECT)
            .readTimeout(Duration.ofSeconds(30))
            .callTimeout(Duration.ofMinutes(10))
            .followRedirects(false)
            .build();

    /** What fetching a file needs: files have no signature of the channel, and may take minutes. */
    private record Downloads(Credential credential, WechatHost host, OkHttpClient http) {}

    /**
     * Opens a file at an address that the API gave; whoever asks closes it.
     *
     * @throws IOException when the answer is no file, or the address none of the channel's
     */
    InputStream download(String address) throws IOException {
        HttpUrl url = HttpUrl.get(address);
        // Only path and query are taken from the answer: our signature goes to no host but the contract's.
        Request request = new Request.Builder()
                .url(downloads.host().here(url))
                .header("Authorization", downloads.credential().getAuthorization(url.uri(), "GET", ""))
                .build();
        Response answer = downloads.http().newCall(request).execute();
        if (!answer.isSuccessful()) {
            answer.close();
            throw new IOException("HTTP " + answer.code());
        }
        return answer.body().byteStream();
    }

    static WechatConnection of(WechatContract contract) {
        return of(contract, network(contract).build());
    }

    /** The same way, watched: the watcher sees each answer as it came from the network. */
    static WechatConnection watched(WechatContract contract, Interceptor watcher) {
        return of(contract, network(contract).addInterceptor(watcher).build());
    }

    private static WechatConnection of(WechatContract contract, OkHttpClient network) {
        Signer signer = new RSASigner(contract.merchantSerial(), contract.merchantKey());
        Credential credential = new WechatPay2Credential(contract.spMchid(), signer);
        PlatformKeys keys = contract.platformKeys();
        HttpClient http = new DefaultHttpClientBuilder()
                .credential(credential)
                .validator(new WechatPay2Validator(keys))
                .okHttpClient(network)
                .build();
        return new WechatConnection(
                http,
                signer,
                new RSAPrivacyEncryptor(keys.newestKey(), keys.getSerialNumber()),
                new RSAPrivacyDecryptor(contract.merchantKey()),
                new Downloads(credential, new WechatHost(contract.baseUrl()), DOWNLOADING));
    }

    private static OkHttpClient.Builder network(WechatContract contract) {
        return new OkHttpClient.Builder()
                .addInterceptor(new WechatHost(contract.baseUrl()))
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .writeTimeout(READ)
                .callTimeout(WHOLE_CALL)
                .followRedirects(false)
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_SECONDS, TimeUnit.SECONDS));
    }
}
