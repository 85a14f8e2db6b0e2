/** The rules of weights and scales as dated data; they stand in weight-rules.json with their sources. */
package org.caishi.scale.metrology;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class WeightRules {
    private static final String FILE = "weight-rules.json";

    private final Book book;

    WeightRules() {
        try (InputStream file = Objects.requireNonNull(WeightRules.class.getResourceAsStream(FILE), FILE)) {
            book = JsonMapper.builder().build().readValue(file, Book.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything in the file. */
    record Book(
            List<AllowanceRule> allowances,
            List<ErrorRule> errors,
            List<FairCheckRule> fairChecks,
            List<CompensationRule> compensations,
            List<KindWords> kindWords) {}

    /** The words by which a vendor's own name of a category is known; the first that fits counts. */
    record KindWords(GoodsKind kind, List<String> words) {
        boolean fits(String category) {
            return words.stream().anyMatch(category::contains);
        }
    }

    AllowanceRule allowance(LocalDate day) {
        return inForce(book.allowances(), day);
    }

    ErrorRule errors(LocalDate day) {
        return inForce(book.errors(), day);
    }

    FairCheckRule fairCheck(LocalDate day) {
        return inForce(book.fairChecks(), day);
    }

    CompensationRule compensation(LocalDate day) {
        return inForce(book.compensations(), day);
    }

    /** What kind a category of goods most likely is; a person may say otherwise. */
    GoodsKind kindOf(String category) {
        return book.kindWords().stream()
                .filter(words -> words.fits(category))
                .map(KindWords::kind)
                .findFirst()
                .orElse(GoodsKind.OTHER);
    }

    /** The youngest of those that hold already; before the first of all, the first. */
    private static <R extends Dated> R inForce(List<R> rules, LocalDate day) {
        Comparator<R> byAge = Comparator.comparing(Dated::validFrom);
        return rules.stream()
                .filter(rule -> !rule.validFrom().isAfter(day))
                .max(byAge)
                .or(() -> rules.stream().min(byAge))
                .orElseThrow();
    }
}
