/** Opens the database: the embedded one, or the one that CAISHI_DB_URL names; migrations as owner, work as application. */
package org.caishi.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.mybatis.spring.SqlSessionTemplate;
import org.mybatis.spring.annotation.MapperScan;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Primary;

@Configuration
@MapperScan(
        basePackages = "org.caishi",
        annotationClass = org.apache.ibatis.annotations.Mapper.class,
        sqlSessionTemplateRef = "sqlSession",
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@MapperScan(
        basePackages = "org.caishi",
        annotationClass = BulkMapper.class,
        sqlSessionTemplateRef = "bulkSession",
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
class DatabaseConfiguration {
    private static final int POOL = 40;

    @Configuration
    @ConditionalOnExpression("'${caishi.db.url:}' == ''")
    static class Embedded {
        @Bean
        EmbeddedDatabase embeddedDatabase(
                @Value("${caishi.data}") Path data, @Value("${caishi.db.binaries:}") String binaries) {
            Path home = data.resolve("mariadb");
            return EmbeddedDatabase.start(home, binaries.isBlank() ? home.resolve("binaries") : Path.of(binaries));
        }

        @Bean
        DatabaseAccounts accounts(EmbeddedDatabase database) {
            return new DatabaseAccounts(database.application(), database.owner());
        }
    }

    @Configuration
    @ConditionalOnExpression("'${caishi.db.url:}' != ''")
    static class External {
        /** One account serves both unless the administrator gives migrations an owner of their own. */
        @Bean
        DatabaseAccounts accounts(
                @Value("${caishi.db.url}") String url,
                @Value("${caishi.db.user:}") String user,
                @Value("${caishi.db.password:}") String password,
                @Value("${caishi.db.owner-user:}") String owner,
                @Value("${caishi.db.owner-password:}") String ownerPassword) {
            DatabaseAddress application = new DatabaseAddress(url, user, password);
            return new DatabaseAccounts(
                    application, owner.isBlank() ? application : new DatabaseAddress(url, owner, ownerPassword));
        }
    }

    @Bean
    @Primary
    DataSource dataSource(DatabaseAccounts accounts) {
        return pool(accounts.application(), accounts.application().fullUrl(), "work", POOL);
    }

    @Bean
    @FlywayDataSource
    DataSource migrationDataSource(DatabaseAccounts accounts) {
        return pool(accounts.owner(), accounts.owner().patientUrl(), "migration", 2);
    }

    @Bean
    @Primary
    SqlSessionTemplate sqlSession(SqlSessionFactory factory) {
        return new SqlSessionTemplate(factory, ExecutorType.SIMPLE);
    }

    /** A second factory on the same configuration: its batching session may live beside the plain one in a transaction. */
    @Bean
    SqlSessionTemplate bulkSession(SqlSessionFactory factory) {
        return new SqlSessionTemplate(new DefaultSqlSessionFactory(factory.getConfiguration()), ExecutorType.BATCH);
    }

    private static HikariDataSource pool(DatabaseAddress address, String url, String name, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setJdbcUrl(url);
        pool.setUsername(address.user());
        pool.setPassword(address.password());
        pool.setMaximumPoolSize(size);
        pool.setMinimumIdle(Math.min(size, 2));
        pool.setConnectionTimeout(5_000);
        pool.setMaxLifetime(30 * 60_000L);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return pool;
    }

    /** Who works with the rows, and who owns the tables. */
    record DatabaseAccounts(DatabaseAddress application, DatabaseAddress owner) {}
}
