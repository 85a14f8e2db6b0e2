/** The embedded database is durable, speaks utf8mb4 in UTC, and keeps journals from being changed. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@ProductTest
class EmbeddedDatabaseTest {
    @Autowired
    JdbcTemplate jdbc;

    @Test
    void flushesAtEveryCommitAndSpeaksUtf8InUtc() {
        assertThat(setting("innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(setting("character_set_server")).isEqualTo("utf8mb4");
        assertThat(setting("tx_isolation")).isEqualTo("READ-COMMITTED");
        assertThat(jdbc.queryForObject("select @@session.time_zone", String.class))
                .isEqualTo("+00:00");
    }

    @Test
    void theApplicationCannotChangeOrRemoveJournals() {
        assertThatThrownBy(() -> jdbc.update("update ledger_entry set amount_fen = 0 where market_id = 1"))
                .hasStackTraceContaining("UPDATE command denied");
        assertThatThrownBy(() -> jdbc.update("update ledger_journal set business_key = 'x' where market_id = 1"))
                .hasStackTraceContaining("UPDATE command denied");
        assertThatThrownBy(() -> jdbc.update("delete from ledger_entry where market_id = 1"))
                .hasStackTraceContaining("DELETE command denied");
        assertThatThrownBy(() -> jdbc.update("delete from ledger_journal where market_id = 1"))
                .hasStackTraceContaining("DELETE command denied");
        assertThatThrownBy(() -> jdbc.execute("drop table ledger_entry"))
                .hasStackTraceContaining("DROP command denied");
    }

    private String setting(String name) {
        return String.valueOf(
                jdbc.queryForMap("show variables like '" + name + "'").values().toArray()[1]);
    }
}
