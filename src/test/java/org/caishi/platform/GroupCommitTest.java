/** Many callers share a transaction; one poison item fails alone; too much is refused at once. */
package org.caishi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final List<List<Integer>> committed = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatGathersWhileABatchCommitsIsTheNextBatch() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gathered = new CountDownLatch(1);
        try (GroupCommit<Integer, Integer> commit = commit(1, 100, batch -> {
            begun.countDown();
            await(gathered);
            committed.add(batch);
            return batch;
        })) {
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Integer> first = callers.submit(() -> commit.submit(7, 50));
                await(begun);
                List<Future<Integer>> answers = submitAll(callers, commit, 50);
                Awaitility.await().until(() -> committed.isEmpty() && commit.waiting() == 50);
                gathered.countDown();
                assertThat(first.get()).isEqualTo(50);
                for (int i = 0; i < 50; i++) {
                    assertThat(answers.get(i).get()).isEqualTo(i);
                }
            }
        }
        assertThat(committed).extracting(List::size).containsExactly(1, 50);
    }

    @Test
    void onePoisonItemFailsAloneAndEveryOtherIsCommittedOnce() throws Exception {
        try (GroupCommit<Integer, Integer> commit = commit(2, 500, batch -> {
            if (batch.contains(13)) {
                throw new IllegalStateException("thirteen");
            }
            committed.add(batch);
            return batch;
        })) {
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> answers = submitAll(callers, commit, 200);
                for (int i = 0; i < 200; i++) {
                    Future<Integer> answer = answers.get(i);
                    if (i == 13) {
                        assertThatThrownBy(answer::get)
                                .isInstanceOf(ExecutionException.class)
                                .hasRootCauseMessage("thirteen");
                    } else {
                        assertThat(answer.get()).isEqualTo(i);
                    }
                }
            }
        }
        assertThat(committed.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).filter(i -> i != 13).boxed().toList());
    }

    @Test
    void aDatabaseThatIsGoneFailsTheBatchWithoutTryingItemByItem() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch gathered = new CountDownLatch(1);
        try (GroupCommit<Integer, Integer> commit = commit(1, 500, batch -> {
            attempts.incrementAndGet();
            await(gathered);
            throw new IllegalStateException(new SQLTransientConnectionException("no connection"));
        })) {
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Integer> first = submitAll(callers, commit, 1).getFirst();
                Awaitility.await().until(() -> attempts.get() == 1);
                List<Future<Integer>> answers = new ArrayList<>(submitAll(callers, commit, 99));
                answers.add(first);
                Awaitility.await().until(() -> commit.waiting() == 99);
                gathered.countDown();
                for (Future<Integer> answer : answers) {
                    assertThatThrownBy(answer::get).hasRootCauseMessage("no connection");
                }
            }
        }
        assertThat(attempts.get()).isEqualTo(2);
    }

    @Test
    void afterClosingNothingIsTaken() {
        GroupCommit<Integer, Integer> commit = commit(1, 10, batch -> batch);
        commit.close();

        assertThatThrownBy(() -> commit.submit(1, 1)).isInstanceOf(GroupCommit.Busy.class);
    }

    private static GroupCommit<Integer, Integer> commit(
            int shards, int limit, Function<List<Integer>, List<Integer>> transaction) {
        return new GroupCommit<>("test", shards, limit, transaction, new SimpleMeterRegistry());
    }

    private static List<Future<Integer>> submitAll(
            ExecutorService callers, GroupCommit<Integer, Integer> commit, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> callers.submit((Callable<Integer>) () -> commit.submit(i, i)))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
