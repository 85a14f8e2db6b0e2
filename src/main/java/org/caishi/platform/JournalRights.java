/** After every migration, gives the application's database user its rights: append-only tables can only grow. */
package org.caishi.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.caishi.platform.DatabaseConfiguration.DatabaseAccounts;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/** Where one account does both jobs (an external database without an owner account) there is nothing to give. */
@Component
class JournalRights extends BaseCallback {
    /** Rows of these tables are never changed or removed by the application. */
    static final Set<String> APPEND_ONLY = Set.of(
            "ledger_journal",
            "ledger_entry",
            "identity_audit",
            "catalog_price",
            "scale_verification",
            "scale_unverified",
            "scale_reweigh",
            "scale_fair_check");

    private final DatabaseAccounts accounts;

    JournalRights(DatabaseAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE
                && !accounts.application().user().equals(accounts.owner().user());
    }

    @Override
    public void handle(Event event, Context context) {
        try (Statement statement = context.getConnection().createStatement()) {
            String grantee = grantee();
            for (String table : tables(statement)) {
                String rights = APPEND_ONLY.contains(table) ? "select, insert" : "select, insert, update, delete";
                statement.execute("grant %s on `%s` to %s".formatted(rights, table, grantee));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot grant the application its rights", e);
        }
    }

    /** The application's account as the server knows it, host part included. */
    private String grantee() throws SQLException {
        try (Connection connection = accounts.application().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_user()")) {
            row.next();
            String[] userAtHost = row.getString(1).split("@", 2);
            return "'%s'@'%s'".formatted(userAtHost[0], userAtHost[1]);
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = database()")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
