/** Starts the product, or one of the field tools when its name is the first argument. */
package org.caishi;

import java.util.List;
import org.caishi.platform.Preflight;
import org.caishi.tool.FieldTools;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Beans go by their full names, for two modules may use the same noun. */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Caishi {
    public static void main(String[] args) {
        FieldTools.run(List.of(args), System.in, System.out, System.err)
                .ifPresentOrElse(System::exit, () -> start(args));
    }

    @SuppressWarnings("SystemOut")
    private static void start(String[] args) {
        Preflight.problem(System::getenv).ifPresent(problem -> {
            System.err.println("Caishi cannot start: " + problem);
            System.exit(1);
        });
        SpringApplication.run(Caishi.class, args);
    }
}
