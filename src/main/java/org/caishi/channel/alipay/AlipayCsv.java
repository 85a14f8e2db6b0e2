/** Lines of a bill's file, their values found by the names of columns. */
package org.caishi.channel.alipay;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of columns are taken without their unit, （元）; numbers come with a tab behind them, against spreadsheets. */
final class AlipayCsv {
    private static final int LONGEST_LINE = 8192;

    private final BufferedReader in;
    private final Map<String, Integer> columns = new HashMap<>();
    private List<String> row = List.of();

    private AlipayCsv(BufferedReader in) {
        this.in = in;
    }

    /** Reads up to the names of the columns. */
    static AlipayCsv open(BufferedReader in) throws IOException {
        AlipayCsv csv = new AlipayCsv(in);
        if (!csv.next()) {
            throw new IOException("a file without names of columns");
        }
        for (int at = 0; at < csv.row.size(); at++) {
            csv.columns.putIfAbsent(csv.row.get(at).replaceAll("[（(]元[）)]", ""), at);
        }
        return csv;
    }

    /** Goes on to the next line that is no comment; false at the end. */
    boolean next() throws IOException {
        for (String line = line(); line != null; line = line()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                row = split(line);
                return true;
            }
        }
        return false;
    }

    /** The value of a column. */
    String value(String name) throws IOException {
        Integer at = columns.get(name);
        if (at == null || at >= row.size()) {
            throw new IOException("a line without " + name);
        }
        return row.get(at);
    }

    String first() {
        return row.getFirst();
    }

    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " characters");
            }
            line.append((char) next);
        }
        return line.toString();
    }

    /** By commas, but for those between quotation marks. */
    private static List<String> split(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char next = line.charAt(at);
            if (next == '"') {
                quoted = !quoted;
            } else if (next == ',' && !quoted) {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(next);
            }
        }
        values.add(value.toString().strip());
        return values;
    }
}
