/** Where the broker is and as whom the product signs in there. */
package org.caishi.device.mqtt;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address; user and password may be empty.
 *
 * @param host name or literal address
 */
record BrokerAddress(String host, int port, String user, String password) {
    private static final int USUAL_PORT = 1_883;

    /**
     * Reads {@code tcp://[user:password@]host[:port]}.
     *
     * @throws IllegalStateException naming the variable, when it is anything else
     */
    static BrokerAddress of(String url) {
        try {
            URI uri = new URI(url.strip());
            if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null) {
                throw new URISyntaxException("", "not tcp://[user:password@]host[:port]");
            }
            String signIn = uri.getUserInfo() == null ? "" : uri.getUserInfo();
            int colon = signIn.indexOf(':');
            return new BrokerAddress(
                    uri.getHost(),
                    uri.getPort() < 0 ? USUAL_PORT : uri.getPort(),
                    colon < 0 ? signIn : signIn.substring(0, colon),
                    colon < 0 ? "" : signIn.substring(colon + 1));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("CAISHI_MQTT_URL: " + e.getReason());
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
