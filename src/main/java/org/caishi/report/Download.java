/** Sends a finished workbook to the reader under a name in the reader's own writing. */
package org.caishi.report;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

final class Download {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private Download() {}

    /** Writes the headers only now, when the book is complete: a failure before this is still an error page. */
    static void send(ReportBook book, String fileName, HttpServletResponse response) throws IOException {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileName.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_"), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        book.write(response.getOutputStream());
    }
}
