/** Asks channels many things at once, but never more than so many. */
package org.caishi.payment;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** A question that fails is its own matter; closing waits until every question has its answer. */
final class Askers implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places;

    Askers(int atOnce) {
        this.places = new Semaphore(atOnce);
    }

    /** Returns as soon as there was a place for the question. */
    void ask(Runnable question) {
        places.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                question.run();
            } finally {
                places.release();
            }
        });
    }

    @Override
    public void close() {
        threads.close();
    }
}
