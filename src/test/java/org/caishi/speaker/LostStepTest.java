/** A step whose COMMIT was cut off is taken once, and who asked for it hears that it is his: the sum is said all the same. */
package org.caishi.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Objects;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.caishi.device.Device;
import org.caishi.device.LinkKind;
import org.caishi.platform.Ids;
import org.caishi.platform.Transactions;
import org.caishi.speaker.DeliveryStep.Kind;
import org.caishi.testing.CuttingProxy;
import org.caishi.testing.ProductTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mybatis.spring.SqlSessionTemplate;
import org.mybatis.spring.transaction.SpringManagedTransactionFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@ProductTest
class LostStepTest {
    @Autowired
    TestSpeakers speakers;

    @Autowired
    Ids ids;

    @Autowired
    HikariDataSource database;

    @Autowired
    JdbcTemplate jdbc;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoseCommitWasCutOffStillHearsThatTheStepIsHis(boolean commitArrives) throws Exception {
        // HTTP: nobody polls, so that nobody but this test moves the rows.
        Device speaker = speakers.register(MqttSpeakers.PROTOCOL, LinkKind.HTTP);
        speakers.announce(speaker, 1250);
        SpeakerKey key = SpeakerKey.of(speaker);
        long id = AnnouncementId.parse(speakers.ids(speaker).getFirst()).orElseThrow();

        try (CuttingProxy proxy = new CuttingProxy(database, commitArrives);
                HikariDataSource pool = proxy.pool()) {
            DeliverySteps steps = steps(pool);
            proxy.cutAtNextCommit();

            assertThat(steps.take(DeliveryStep.of(Kind.SENT, key, id, speakers.now())))
                    .isTrue();
            assertThat(steps.take(DeliveryStep.of(Kind.SENT, key, id, speakers.now())))
                    .as("for everybody else it is taken")
                    .isFalse();
            proxy.cutAtNextCommit();
            assertThat(steps.take(new DeliveryStep(Kind.SENT_AGAIN, key, id, speakers.now(), 1)))
                    .isTrue();
            assertThat(steps.take(new DeliveryStep(Kind.SENT_AGAIN, key, id, speakers.now(), 1)))
                    .isFalse();
            steps.close();
        }
        assertThat(speakers.states(speaker)).containsExactly("SENT");
        assertThat(jdbc.queryForObject(
                        "select attempts from speaker_announcement where market_id = ? and announcement_id = ?",
                        Integer.class,
                        key.marketId(),
                        id))
                .isEqualTo(2);
    }

    /** The product's own, over a connection that can be cut. */
    private DeliverySteps steps(DataSource pool) {
        return new DeliverySteps(
                session(pool, ExecutorType.SIMPLE).getMapper(DeliveryCourseRows.class),
                session(pool, ExecutorType.BATCH).getMapper(DeliveryStepRows.class),
                ids,
                new Transactions(new DataSourceTransactionManager(Objects.requireNonNull(pool))),
                new SimpleMeterRegistry());
    }

    private static SqlSessionTemplate session(DataSource pool, ExecutorType type) {
        Configuration configuration =
                new Configuration(new Environment("cut", new SpringManagedTransactionFactory(), pool));
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.addMapper(DeliveryStepRows.class);
        configuration.addMapper(DeliveryCourseRows.class);
        SqlSessionFactory sessions = new DefaultSqlSessionFactory(configuration);
        return new SqlSessionTemplate(sessions, type);
    }
}
