/** Says at the end of the start where everything is, for the one who typed the command. */
package org.caishi.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.caishi.demo.DemoEnds.End;
import org.caishi.market.PlateSheets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@OnlyInDemo
@Component
class StartBlock {
    private static final Logger LOG = LoggerFactory.getLogger(StartBlock.class);

    private final Demonstration demonstration;
    private final DemoEnds ends;
    private final PlateSheets sheets;
    private final History history;
    private final MessageSource messages;

    StartBlock(
            Demonstration demonstration, DemoEnds ends, PlateSheets sheets, History history, MessageSource messages) {
        this.demonstration = demonstration;
        this.ends = ends;
        this.sheets = sheets;
        this.history = history;
        this.messages = messages;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void print(ApplicationReadyEvent ready) {
        LOG.info("Caishi is running.{}", text());
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(line("Demonstration page", ends.home() + "/demo", ""));
        demonstration.markets().stream()
                .limit(1)
                .map(market -> sheets.of(market, "A01"))
                .forEach(sheet -> lines.add(line("Consumer, stall A01", sheet.address(), "")));
        lines.add(line("Simulated wallet", "opens by itself when a consumer pays", ""));
        ends.people().forEach(end -> lines.add(line(words(end), end.address(), end.signInName())));
        ends.devices().forEach(end -> lines.add(line(words(end), end.address(), "")));
        history.progress()
                .ifPresent(progress ->
                        lines.add(line("History", progress.words() + "; everything can be used meanwhile", "")));
        lines.add("");
        return String.join("\n", lines);
    }

    /** English, for not every console has Chinese letters. */
    private String words(End end) {
        return messages.getMessage(end.messageKey(), null, Locale.ENGLISH);
    }

    private static String line(String what, String address, String signInName) {
        String where = "  %-24s %s".formatted(what, address);
        return signInName.isEmpty()
                ? where
                : "%-62s  sign in: %s / %s".formatted(where, signInName, Demonstration.PASSWORD);
    }
}
