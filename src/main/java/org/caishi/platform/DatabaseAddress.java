/** Where a database is and as whom to speak to it. */
package org.caishi.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * An address with the driver settings that the product relies on added.
 *
 * @param url JDBC URL of the kind {@code jdbc:mysql://…}
 */
public record DatabaseAddress(String url, String user, String password) {
    /**
     * Instants travel in UTC; batches become multi-row statements; a dead server is noticed. Statements are prepared by
     * the driver: the server would prepare each batch of another size anew. The driver remembers its session's state
     * rather than ask for it before every update.
     */
    private static final String SETTINGS = "rewriteBatchedStatements=true&useServerPrepStmts=false&cachePrepStmts=true"
            + "&prepStmtCacheSize=500&prepStmtCacheSqlLimit=16384&useLocalSessionState=true&connectionTimeZone=UTC"
            + "&forceConnectionTimeZoneToSession=true&characterEncoding=utf8&connectTimeout=5000";

    /** The URL with our settings behind the administrator's own. */
    public String fullUrl() {
        return with("&socketTimeout=40000");
    }

    /** The same for migrations: an index over ten million rows is silent for minutes, and no reason to give up. */
    String patientUrl() {
        return with("&socketTimeout=0");
    }

    private String with(String patience) {
        return url + (url.contains("?") ? "&" : "?") + SETTINGS + patience;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(fullUrl(), user, password);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
