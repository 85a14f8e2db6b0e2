/** A virtual scale's way to the product on which so many answers about goods are lost. */
package org.caishi.simulator.day;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

final class Forgetful implements ScaleWay {
    final List<String> lost = new CopyOnWriteArrayList<>();
    private final ScaleWay way;
    private final AtomicInteger left;

    Forgetful(ScaleWay way, int answers) {
        this.way = way;
        this.left = new AtomicInteger(answers);
    }

    @Override
    public void sale(String json) throws IOException {
        way.sale(json);
    }

    @Override
    public void say(String json) throws IOException {
        if (json.contains("goods-ack") && left.getAndDecrement() > 0) {
            lost.add(json);
        } else {
            way.say(json);
        }
    }

    @Override
    public String hear() throws IOException, InterruptedException {
        return way.hear();
    }

    @Override
    public void close() throws IOException {
        way.close();
    }
}
