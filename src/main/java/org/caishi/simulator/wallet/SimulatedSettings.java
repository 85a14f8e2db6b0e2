/** Gives a channel's adapter the settings of its simulated service when it has none of its own. */
package org.caishi.simulator.wallet;

import java.util.List;
import java.util.Map;
import org.caishi.platform.StartRefused;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * With {@code caishi.demo=true} and not one of the channel's settings given, adds the same settings that a real
 * installation would give. One given setting is enough to keep the simulator out: real keys never meet it.
 */
public abstract class SimulatedSettings implements EnvironmentPostProcessor, Ordered {
    /** How this process reaches itself. Left as placeholders, so that a test may give the address after this has run. */
    protected static final String SELF = "${caishi.simulator.base-url:http://127.0.0.1:${server.port:8080}}";

    /** How a payer's browser reaches it. */
    protected static final String PUBLIC = "${caishi.simulator.public-url:${caishi.public-url:" + SELF + "}}";

    private final String channel;
    private final String words;
    private final List<String> names;

    /**
     * @param channel as in {@code caishi.<channel>.} and in the switch {@code caishi.simulator.<channel>}, which this sets;
     *     {@code false} keeps the simulation off in a demonstration too
     * @param words what the channel is called in a refusal
     * @param names of the settings, but for the notify URL, which is the product's own and may be given in a demonstration
     */
    protected SimulatedSettings(String channel, String words, List<String> names) {
        this.channel = channel;
        this.words = words;
        this.names = List.copyOf(names);
    }

    /** The settings by their names without prefix; makes the keys where there are none. */
    protected abstract Map<String, String> settings(Environment environment);

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean demo = environment.getProperty("caishi.demo", Boolean.class, false);
        String wanted = environment.getProperty(switchName(), "");
        List<String> given = names.stream()
                .filter(name -> StringUtils.hasText(environment.getProperty(prefix() + name)))
                .toList();
        if (wanted.equals("true") && (!demo || !given.isEmpty())) {
            throw new StartRefused(refusal(demo, given));
        }
        if (demo && given.isEmpty() && !wanted.equals("false")) {
            Map<String, Object> added = new java.util.LinkedHashMap<>();
            added.put(switchName(), "true");
            settings(environment).forEach((name, value) -> added.put(prefix() + name, value));
            // First, because a file may name a setting and leave it blank; nothing else has a value for these names.
            environment.getPropertySources().addFirst(new MapPropertySource("simulated " + channel, added));
        }
    }

    private String refusal(boolean demo, List<String> given) {
        return demo
                ? switchName() + "=true cannot go with " + words + " settings of your own (" + prefix()
                        + String.join(", " + prefix(), given) + "): give one or the other"
                : switchName() + "=true is for the demonstration only: set CAISHI_DEMO=true or leave it out";
    }

    private String switchName() {
        return "caishi.simulator." + channel;
    }

    private String prefix() {
        return "caishi." + channel + ".";
    }
}
