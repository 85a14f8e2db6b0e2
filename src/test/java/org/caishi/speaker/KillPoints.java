/** Ends the process at a named step of a delivery, as a power cut would; for a child of {@link SpeakerKillTest} only. */
package org.caishi.speaker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** It wraps the rows of the steps and the transaction manager; the product itself knows nothing of it. */
@Configuration
@ConditionalOnProperty(KillPoints.NAME)
class KillPoints {
    static final String NAME = "caishi.speaker.kill-at";
    static final int KILLED = 7;

    /** The kinds of the steps that the open transaction has written, in small letters. */
    private static final ThreadLocal<Set<String>> TAKEN = ThreadLocal.withInitial(HashSet::new);

    private static volatile boolean armed;

    static void arm() {
        armed = true;
    }

    /** @param point e.g. {@code before sent} or {@code after acked}: the commit of that step */
    static boolean is(String point) {
        return armed && System.getProperty(NAME, "").equals(point);
    }

    static void end() {
        Runtime.getRuntime().halt(KILLED);
    }

    @Bean
    static BeanPostProcessor killAtCommits() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return switch (bean) {
                    case DeliveryStepRows rows -> watched(rows);
                    case PlatformTransactionManager manager -> new Killing(manager);
                    default -> bean;
                };
            }
        };
    }

    private static DeliveryStepRows watched(DeliveryStepRows rows) {
        return (DeliveryStepRows) Proxy.newProxyInstance(
                DeliveryStepRows.class.getClassLoader(),
                new Class<?>[] {DeliveryStepRows.class},
                (proxy, method, arguments) -> {
                    if (arguments != null && arguments[0] instanceof DeliveryStep step) {
                        TAKEN.get().add(step.kind().name().toLowerCase(Locale.ROOT));
                    }
                    try {
                        return method.invoke(rows, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private record Killing(PlatformTransactionManager manager) implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return manager.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            Set<String> taken = Set.copyOf(TAKEN.get());
            TAKEN.get().clear();
            if (taken.stream().anyMatch(step -> is("before " + step))) {
                end();
            }
            manager.commit(status);
            if (taken.stream().anyMatch(step -> is("after " + step))) {
                end();
            }
        }

        @Override
        public void rollback(TransactionStatus status) {
            TAKEN.get().clear();
            manager.rollback(status);
        }
    }
}
