/** Methods fit a screen, files stay short and say what they are for, and nothing is left "to do". */
package org.caishi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TidyTest {
    private static final int LONGEST_METHOD = 50;
    private static final int LONGEST_FILE = 400;
    private static final Pattern OPENING = Pattern.compile("\\A/\\*\\*(?s:.{10,}?)\\*/\\s*(?:@|package)");
    private static final Pattern LEFT_TO_DO = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b");

    private static List<Path> main = List.of();
    private static List<Path> all = List.of();

    @BeforeAll
    static void readSources() throws IOException {
        main = sources(Path.of("src/main/java"), ".java");
        all = Stream.of(
                        main,
                        sources(Path.of("src/test/java"), ".java"),
                        sources(Path.of("templates"), ".html"),
                        sources(Path.of("sql"), ".sql"),
                        sources(Path.of("src/main/resources"), ".js", ".css", ".yaml"))
                .flatMap(List::stream)
                .toList();
        assertThat(main).hasSizeGreaterThan(20);
    }

    @Test
    void everyMainFileSaysFirstWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : main) {
            if (!OPENING.matcher(Files.readString(file)).find()) {
                silent.add(file.toString());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void noFileIsLongerThanFourHundredLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : all) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE) {
                tooLong.add(file + ": " + lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void noMethodIsLongerThanAScreen() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> java =
                all.stream().filter(file -> file.toString().endsWith(".java")).toList();
        List<String> tooLong = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, message -> {}, null, null, files.getJavaFileObjectsFromPaths(java));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            int methods = 0;
            for (CompilationUnitTree file : task.parse()) {
                methods += new MethodLengths(file, positions, tooLong).measured();
            }
            assertThat(methods).as("methods seen").isGreaterThan(100);
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothingIsLeftToDo() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path file : all) {
            if (!file.endsWith("TidyTest.java")
                    && LEFT_TO_DO.matcher(Files.readString(file)).find()) {
                left.add(file.toString());
            }
        }
        assertThat(left).isEmpty();
    }

    private static List<Path> sources(Path folder, String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .toList();
        }
    }

    /** From the first line of the signature to the closing brace; a mapper's SQL stands in an annotation and is not counted. */
    private static final class MethodLengths extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree file;
        private final SourcePositions positions;
        private final List<String> tooLong;
        private int measured;

        MethodLengths(CompilationUnitTree file, SourcePositions positions, List<String> tooLong) {
            this.file = file;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        int measured() {
            scan(file, null);
            return measured;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            measured++;
            if (method.getBody() != null) {
                Tree signature = method.getReturnType() == null ? method.getBody() : method.getReturnType();
                LineMap lines = file.getLineMap();
                long length = lines.getLineNumber(positions.getEndPosition(file, method))
                        - lines.getLineNumber(positions.getStartPosition(file, signature))
                        + 1;
                if (length > LONGEST_METHOD) {
                    tooLong.add(file.getSourceFile().getName() + " " + method.getName() + ": " + length);
                }
            }
            return super.visitMethod(method, nothing);
        }
    }
}
