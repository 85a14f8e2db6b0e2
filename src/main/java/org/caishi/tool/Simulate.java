/** The field tool behind scripts/simulate: a market day against a running demonstration. */
package org.caishi.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.caishi.simulator.day.MarketDay;
import org.jspecify.annotations.Nullable;

final class Simulate implements FieldTool {
    private static final Set<String> OPTIONS = Set.of("--stalls", "--minutes", "--rate", "--seed");

    @Override
    public String name() {
        return "simulate";
    }

    @Override
    public String summary() {
        return "simulate [--stalls N] [--minutes M] [--rate R]   a market day against a running demonstration";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        Map<String, Integer> options = new HashMap<>();
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String option = words.next();
            String value = words.hasNext() ? words.next() : "";
            if (!OPTIONS.contains(option) || !value.matches("[1-9]\\d{0,4}")) {
                err.println(
                        "simulate takes --stalls, --minutes, --rate (customers a second) and --seed, each a number");
                return 2;
            }
            options.put(option, Integer.valueOf(value));
        }
        String port = setting("CAISHI_PORT", "8080");
        MarketDay.Plan plan = new MarketDay.Plan(
                URI.create("http://127.0.0.1:" + port),
                Integer.parseInt(setting("CAISHI_SCALE_PORT", "4100")),
                Integer.parseInt(setting("CAISHI_MQTT_PORT", "1883")),
                options.getOrDefault("--stalls", 20),
                Duration.ofMinutes(options.getOrDefault("--minutes", 1)),
                options.getOrDefault("--rate", 2),
                options.getOrDefault("--seed", 1));
        try {
            return MarketDay.play(plan, Clock.systemUTC(), out, err) ? 0 : 1;
        } catch (IOException e) {
            err.println("no demonstration answers on port " + port + ": start it with scripts/run (" + e.getMessage()
                    + ")");
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static String setting(String name, String otherwise) {
        @Nullable String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }
}
