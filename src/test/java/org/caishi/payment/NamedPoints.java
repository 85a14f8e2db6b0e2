/** Stops a process at a named point of the money path, so that its parent can kill it exactly there. */
package org.caishi.payment;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** Given to the till's process only; it wraps the transaction manager, the product itself knows nothing of it. */
class NamedPoints {
    static final String BEFORE_COMMIT = "before-commit";
    static final String AFTER_COMMIT = "after-commit";
    static final String DAY_CLOSE = "day-close";
    static final String DELIVERY = "delivery";
    static final String NAME = "caishi.fault.point";
    static final String COUNT = "caishi.fault.count";

    private static final List<String> ELSEWHERE = List.of(
            "org.caishi.device.link",
            "org.caishi.device.mqtt",
            "org.caishi.speaker.Deliveries",
            "org.caishi.speaker.DeliverySweep",
            "org.caishi.demo");

    private static final String ARMED = System.getProperty(NAME, "");
    private static final AtomicInteger COUNTDOWN = new AtomicInteger(Integer.getInteger(COUNT, 1));

    private static volatile boolean armed;

    /** From here on: what is done before, a restart's own work, is not to be stopped. */
    static void arm() {
        armed = true;
    }

    @Bean
    static BeanPostProcessor stopAtCommits() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                return bean instanceof PlatformTransactionManager manager ? new Stopping(manager) : bean;
            }
        };
    }

    /** The till's speaker asks for itself; without these no broker, link or page need start. */
    @Bean
    static BeanFactoryPostProcessor withoutLinks() {
        return factory -> Arrays.stream(factory.getBeanDefinitionNames())
                .filter(name -> ELSEWHERE.stream().anyMatch(name::startsWith) && !name.endsWith("LinkBoard"))
                .forEach(((BeanDefinitionRegistry) factory)::removeBeanDefinition);
    }

    private record Stopping(PlatformTransactionManager manager) implements PlatformTransactionManager {
        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return manager.getTransaction(definition);
        }

        @Override
        public void commit(TransactionStatus status) {
            if (!status.isNewTransaction()) {
                manager.commit(status);
                return;
            }
            String thread = Thread.currentThread().getName();
            boolean booking = thread.startsWith("commit-notice");
            stopIf(booking && ARMED.equals(BEFORE_COMMIT)
                    || thread.equals(DAY_CLOSE) && ARMED.equals(DAY_CLOSE) && COUNTDOWN.get() % 2 == 1);
            manager.commit(status);
            stopIf(booking && ARMED.equals(AFTER_COMMIT)
                    || thread.equals(DAY_CLOSE) && ARMED.equals(DAY_CLOSE)
                    || thread.startsWith("commit-delivery") && ARMED.equals(DELIVERY));
        }

        @Override
        public void rollback(TransactionStatus status) {
            manager.rollback(status);
        }

        private static void stopIf(boolean here) {
            if (armed && here && COUNTDOWN.decrementAndGet() == 0) {
                Till.say("AT " + ARMED);
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
