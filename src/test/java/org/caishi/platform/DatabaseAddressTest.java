/** Checks how long a connection waits for a server that works and says nothing. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ProductTest
class DatabaseAddressTest {
    @Autowired
    EmbeddedDatabase database;

    @Test
    void aMigrationWaitsForAStatementThatTakesLong() throws SQLException {
        DatabaseAddress owner = database.owner();
        DatabaseAddress hasty = new DatabaseAddress(owner.url() + "&socketTimeout=300", owner.user(), owner.password());

        sleep(hasty, hasty.patientUrl());

        assertThatThrownBy(() -> sleep(hasty, hasty.url())).isInstanceOf(SQLException.class);
        assertThat(hasty.fullUrl()).contains("socketTimeout=40000");
    }

    private static void sleep(DatabaseAddress as, String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, as.user(), as.password());
                Statement statement = connection.createStatement()) {
            statement.execute("select sleep(1)");
        }
    }
}
