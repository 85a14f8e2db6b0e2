/** Writes new weighings and tells the stall's open pages of them. */
package org.caishi.scale;

import java.util.List;
import org.caishi.platform.LivePages;
import org.springframework.stereotype.Component;

@Component
class WeighingStore {
    private final WeighingBooks books;
    private final LivePages pages;
    private final List<WeighingWitness> witnesses;

    WeighingStore(WeighingBooks books, LivePages pages, List<WeighingWitness> witnesses) {
        this.books = books;
        this.pages = pages;
        this.witnesses = List.copyOf(witnesses);
    }

    /** Called within a transaction. */
    void write(List<NewWeighing> list) {
        list.forEach(books::add);
        books.flush();
        for (NewWeighing fresh : list) {
            List<Weighing.Item> items = fresh.weighing().items();
            for (int i = 0; i < items.size(); i++) {
                books.addItem(fresh.weighing(), items.get(i), fresh.flags().get(i));
            }
        }
        books.flush();
        List<Weighing> fresh = list.stream().map(NewWeighing::weighing).toList();
        witnesses.forEach(witness -> witness.written(fresh));
    }

    /** Called after the commit. */
    void tell(Weighing weighing) {
        pages.tell(
                new StallKey(weighing.marketId(), weighing.stallId()).topic(),
                "weighing",
                new WeighingNews(
                        Long.toString(weighing.weighingId()),
                        weighing.total().fen(),
                        weighing.items().stream()
                                .map(item -> new ItemNews(
                                        item.name(),
                                        item.net().grams(),
                                        item.amount().fen()))
                                .toList()));
    }

    /** The id is text, for a script's numbers do not hold 63 bits. */
    record WeighingNews(String weighingId, long totalFen, List<ItemNews> items) {}

    record ItemNews(String name, long grams, long amountFen) {}
}
