/** The signed way to WeChat Pay's hosts, shared by everything that asks there. */
package org.caishi.channel.wechat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.cipher.Signer;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * The HTTP client tries again by itself only where a kept connection turned out to be dead; all operations used here are
 * safe to repeat under the same number.
 */
record WechatConnection(HttpClient http, Signer signer) {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    /** Whatever drips: an order's page is waiting. */
    private static final Duration WHOLE_CALL = Duration.ofSeconds(7);

    private static final int KEPT_CONNECTIONS = 64;
    private static final long KEPT_SECONDS = 15;

    static WechatConnection of(WechatContract contract) {
        RSAPublicKeyConfig config = new RSAPublicKeyConfig.Builder()
                .merchantId(contract.spMchid())
                .privateKey(contract.merchantKey())
                .merchantSerialNumber(contract.merchantSerial())
                .publicKey(contract.publicKey())
                .publicKeyId(contract.publicKeyId())
                .apiV3Key(contract.apiV3Key())
                .build();
        HttpClient http = new DefaultHttpClientBuilder()
                .config(config)
                .okHttpClient(network(contract))
                .build();
        return new WechatConnection(http, config.createSigner());
    }

    private static OkHttpClient network(WechatContract contract) {
        return new OkHttpClient.Builder()
                .addInterceptor(new WechatHost(contract.baseUrl()))
                .connectTimeout(CONNECT)
                .readTimeout(READ)
                .writeTimeout(READ)
                .callTimeout(WHOLE_CALL)
                .followRedirects(false)
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_SECONDS, TimeUnit.SECONDS))
                .build();
    }
}
