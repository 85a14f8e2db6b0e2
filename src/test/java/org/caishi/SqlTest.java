/** Every SQL statement of the mappers is understood by the migrated database and keeps to its module and its market. */
package org.caishi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.builder.annotation.ProviderSqlSource;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.type.ObjectTypeHandler;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A statement with conditions or loops is looked at with everything present (two rows a list, and one), and with
 * nothing present.
 */
@ProductTest
class SqlTest {
    private static final Pattern STAR = Pattern.compile("(?i)select\\s+(?:distinct\\s+)?(?:[a-z_]+\\.)?\\*");
    private static final Pattern INSERT = Pattern.compile("(?i)\\A\\s*(?:insert|replace)\\b");
    private static final Pattern READING = Pattern.compile("(?i)\\A\\s*(?:select|with)\\b");
    private static final Pattern MARKET = Pattern.compile("(?i)\\bmarket_id\\b");
    private static final Pattern ONE_MARKET = Pattern.compile(
            "(?i)\\bmarket_id\\s*=\\s*\\?|\\bmarket_id\\s+in\\s*\\(|\\([^()]*\\bmarket_id\\b[^()]*\\)\\s*in\\s*\\(");
    /** A directory is asked which market a thing belongs to; what is joined to it by that market is bound. */
    private static final Pattern BY_DIRECTORY =
            Pattern.compile("(?i)_directory\\b.*\\bmarket_id\\s*=\\s*\\w+\\.market_id\\b", Pattern.DOTALL);

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern MAPPER = Pattern.compile("(?m)^@(?:Bulk)?Mapper\\b|<mapper\\b");
    private static final Pattern PASTED = Pattern.compile("\\$\\{");
    /** Statements that look over all markets on purpose, each to go through them one by one afterwards. */
    private static final Set<String> OVER_ALL_MARKETS = Set.of(
            "org.caishi.report.BooksRows.markets",
            "org.caishi.ledger.Folds.markets",
            "org.caishi.channel.RawNoticeFile.markets",
            "org.caishi.channel.account.AccountRows.all");

    private static final Set<String> READS_ALL = Set.of("report");

    @Autowired
    SqlSessionFactory sessions;

    @Autowired
    DataSource database;

    private List<Statement> statements = List.of();

    @BeforeEach
    void gather() {
        Configuration configuration = sessions.getConfiguration();
        configuration.getTypeHandlerRegistry().register(Anything.class, ObjectTypeHandler.class);
        TreeMap<String, Statement> byId = new TreeMap<>();
        for (Object entry : configuration.getMappedStatements()) {
            // MyBatis also lists short names; those that two mappers share are marks, not statements.
            if (entry instanceof MappedStatement statement && statement.getId().startsWith("org.caishi.")) {
                byId.put(statement.getId(), read(statement));
            }
        }
        statements = List.copyOf(byId.values());
    }

    @Test
    void noStatementIsLeftOut() {
        Set<String> written = new TreeSet<>();
        for (Class<?> mapper : sessions.getConfiguration().getMapperRegistry().getMappers()) {
            for (Method method : mapper.getDeclaredMethods()) {
                if (!method.isDefault() && !method.isAnnotationPresent(Flush.class)) {
                    written.add(mapper.getName() + "." + method.getName());
                }
            }
        }
        assertThat(statements).extracting(Statement::id).containsExactlyElementsOf(written);
        assertThat(written).hasSizeGreaterThan(10);
    }

    @Test
    void theDatabaseUnderstandsEveryStatement() throws SQLException {
        List<String> refused = new ArrayList<>();
        try (Connection connection = strictConnection()) {
            for (Statement statement : statements) {
                for (String sql : statement.variants()) {
                    try (PreparedStatement prepared =
                            connection.unwrap(JdbcConnection.class).serverPrepareStatement(sql)) {
                        assertThat(prepared)
                                .as("prepared by the server, not by the driver alone")
                                .isInstanceOf(ServerPreparedStatement.class);
                    } catch (SQLException e) {
                        refused.add(statement.id() + ": " + e.getMessage() + "\n" + sql);
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void aModuleTouchesItsOwnTablesOnly() throws SQLException {
        Set<String> tables = tables();
        List<String> strangers = new ArrayList<>();
        for (Statement statement : statements) {
            boolean mayReadAll = READS_ALL.contains(statement.module()) && statement.isReading();
            for (String table : statement.tables(tables)) {
                if (!mayReadAll && !table.startsWith(statement.module() + "_")) {
                    strangers.add(statement.id() + " touches " + table);
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void aStatementOnATenantsTableNamesTheMarket() throws SQLException {
        Set<String> all = tables();
        Set<String> tenants = tenantTables();
        assertThat(tenants).contains("identity_audit", "payment_order").doesNotContain("identity_user");
        List<String> boundless = new ArrayList<>();
        for (Statement statement : statements) {
            boolean onTenants = statement.tables(all).stream().anyMatch(tenants::contains);
            for (String sql : statement.variants()) {
                Pattern bound = INSERT.matcher(sql).find() ? MARKET : ONE_MARKET;
                String words = plain(sql);
                boolean named = bound.matcher(words).find()
                        || BY_DIRECTORY.matcher(words).find();
                if (onTenants && !named && !OVER_ALL_MARKETS.contains(statement.id())) {
                    boundless.add(statement.id());
                }
            }
        }
        assertThat(boundless).isEmpty();
    }

    @Test
    void everyStatementIsKnownToTouchATable() throws SQLException {
        Set<String> all = tables();
        assertThat(statements)
                .filteredOn(statement -> statement.tables(all).isEmpty())
                .extracting(Statement::id)
                .as("statements in which no table was recognised")
                .isEmpty();
    }

    @Test
    void columnsAreNamed() {
        assertThat(statements)
                .filteredOn(statement -> statement.variants().stream()
                        .anyMatch(sql -> STAR.matcher(sql).find()))
                .extracting(Statement::id)
                .isEmpty();
    }

    @Test
    void textIsNeverPastedIntoAStatement() throws IOException {
        List<String> pasting = new ArrayList<>();
        try (Stream<Path> sources =
                Stream.concat(Files.walk(Path.of("src/main/java")), Files.walk(Path.of("src/main/resources")))) {
            for (Path file : sources.filter(Files::isRegularFile).toList()) {
                boolean source =
                        file.toString().endsWith(".java") || file.toString().endsWith(".xml");
                String text = source ? Files.readString(file) : "";
                if (MAPPER.matcher(text).find() && PASTED.matcher(text).find()) {
                    pasting.add(file.toString());
                }
            }
        }
        assertThat(pasting).isEmpty();
    }

    private static Statement read(MappedStatement statement) {
        if (statement.getSqlSource() instanceof ProviderSqlSource) {
            return fail(statement.getId() + " builds its SQL in a provider, which cannot be looked at");
        }
        Set<String> variants = new LinkedHashSet<>();
        for (int rows = 2; rows > 0; rows--) {
            variants.add(statement.getBoundSql(new Anything(rows)).getSql());
        }
        try {
            variants.add(statement.getBoundSql(new HashMap<>()).getSql());
        } catch (RuntimeException needsSomething) {
            // A list that must be there; the forms with one and two rows have been taken.
            assertThat(variants).isNotEmpty();
        }
        String id = statement.getId();
        return new Statement(id, id.split("\\.")[2], List.copyOf(variants));
    }

    /** The application's own account, on a connection whose driver does not hide what the server refuses. */
    private Connection strictConnection() throws SQLException {
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        return DriverManager.getConnection(
                pool.getJdbcUrl() + "&emulateUnsupportedPstmts=false", pool.getUsername(), pool.getPassword());
    }

    private Set<String> tables() throws SQLException {
        Set<String> names = new HashSet<>();
        try (Connection connection = database.getConnection();
                ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Tables whose primary key begins with the market; the register of markets is the one that lists them all. */
    private Set<String> tenantTables() throws SQLException {
        Set<String> names = new HashSet<>();
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData schema = connection.getMetaData();
            for (String table : tables()) {
                try (ResultSet key = schema.getPrimaryKeys(connection.getCatalog(), null, table)) {
                    while (key.next()) {
                        if (key.getShort("KEY_SEQ") == 1
                                && key.getString("COLUMN_NAME").equals("market_id")) {
                            names.add(table);
                        }
                    }
                }
            }
        }
        names.remove("market_market");
        return names;
    }

    private static String plain(String sql) {
        return LITERAL.matcher(sql).replaceAll("''");
    }

    /** One mapped statement in all its forms. */
    private record Statement(String id, String module, List<String> variants) {
        boolean isReading() {
            return variants.stream().allMatch(sql -> READING.matcher(sql).find());
        }

        /** Every table that is named anywhere outside a literal. */
        Set<String> tables(Set<String> known) {
            Set<String> found = new HashSet<>();
            for (String sql : variants) {
                found.addAll(List.of(plain(sql).toLowerCase(Locale.ROOT).split("[^a-z0-9_]+")));
            }
            found.retainAll(known);
            return found;
        }
    }

    /** A parameter that has every property, is true, and is a list of itself: it opens all branches of a script. */
    private static final class Anything extends AbstractMap<String, Object> implements Iterable<Anything> {
        private final int rows;

        Anything(int rows) {
            this.rows = rows;
        }

        @Override
        public Anything get(Object name) {
            return this;
        }

        @Override
        public boolean containsKey(Object name) {
            return true;
        }

        @Override
        public Iterator<Anything> iterator() {
            return Collections.nCopies(rows, this).iterator();
        }

        @Override
        public int size() {
            return rows;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }
}
