/** Chinese and English say the same things, and every word that a page asks for exists. */
package org.caishi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/messages");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)[^}]*}");
    private static final Pattern ASKED = Pattern.compile("#\\{([a-zA-Z0-9._-]+)\\s*[(}]");
    private static final Pattern LONE_QUOTE = Pattern.compile("(?<!')'(?:'')*(?!')");
    /** What is printed for consumers stays Chinese, whatever language the clerk at the printer reads. */
    private static final Set<Path> PRINTED = Set.of(Path.of("templates/market/plate.html"));

    /** What stands in an element with th:text is for the page's author only; so is a comment. */
    private static final Pattern REPLACED = Pattern.compile("th:text=\"[^\"]*\"[^>]*>[^<]*|<!--(?s:.*?)-->");

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @ParameterizedTest
    @MethodSource("modules")
    void bothLanguagesHaveTheSameKeysAndPlaceholders(String module) throws IOException {
        Properties chinese = read(module + ".properties");
        Properties english = read(module + "_en.properties");

        assertThat(english.stringPropertyNames()).isEqualTo(chinese.stringPropertyNames());
        assertThat(chinese.stringPropertyNames()).allSatisfy(key -> {
            String inChinese = chinese.getProperty(key);
            String inEnglish = english.getProperty(key);
            assertThat(inChinese).as(key).isNotBlank();
            assertThat(inEnglish).as(key).isNotBlank();
            assertThat(placeholders(inEnglish)).as(key).isEqualTo(placeholders(inChinese));
            if (!placeholders(inEnglish).isEmpty()) {
                assertThat(LONE_QUOTE.matcher(inEnglish).find())
                        .as("%s: a single ' hides the placeholders behind it; write ''", key)
                        .isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aKeyIsWrittenOnceAndBelongsToItsFile(String module) throws IOException {
        for (String file : List.of(module + ".properties", module + "_en.properties")) {
            List<String> keys = Files.readAllLines(FOLDER.resolve(file)).stream()
                    .filter(line -> line.contains("=") && !line.startsWith("#"))
                    .map(line -> line.substring(0, line.indexOf('=')).strip())
                    .toList();
            assertThat(keys).as(file).doesNotHaveDuplicates();
            assertThat(keys)
                    .as(file)
                    .allMatch(
                            key -> key.startsWith(module + ".") || (module.equals("common") && key.startsWith("app.")));
        }
    }

    @Test
    void everyFileIsListedInTheConfiguration() throws IOException {
        String configuration = Files.readString(Path.of("src/main/resources/application.yaml"));

        assertThat(modules()).allSatisfy(module -> assertThat(configuration).contains("messages/" + module));
    }

    @Test
    void everyWordThatAPageAsksForExists() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String module : modules().toList()) {
            known.addAll(read(module + ".properties").stringPropertyNames());
        }
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            ASKED.matcher(Files.readString(page))
                    .results()
                    .map(found -> found.group(1))
                    .filter(key -> !known.contains(key))
                    .forEach(key -> missing.add(page + ": " + key));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void pagesKeepTheirWordsInTheMessageFiles() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path page : pages()) {
            String shown = REPLACED.matcher(Files.readString(page)).replaceAll("");
            if (HAN.matcher(shown).find() && !PRINTED.contains(page)) {
                found.add(page.toString());
            }
        }
        assertThat(found).as("pages with Chinese of their own").isEmpty();
    }

    static Stream<String> modules() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString().replaceFirst("(_en)?\\.properties$", ""))
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream();
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("templates"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static Properties read(String file) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(FOLDER.resolve(file))) {
            words.load(reader);
        }
        return words;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
