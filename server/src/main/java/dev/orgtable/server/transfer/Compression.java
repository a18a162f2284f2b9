package dev.orgtable.server.transfer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.tomcat.util.http.parser.AcceptEncoding;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Compresses a buffered response. The container's own compression writes in pieces and does not
 * finish responses that are written without a thread.
 */
final class Compression {

  private static final int LEAST_BYTES = 2048;
  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "application/problem+json",
          "text/html",
          "text/css",
          "text/javascript");

  private Compression() {}

  /** Returns the content to send, compressed if appropriate, and sets the headers accordingly. */
  static byte[] compress(HttpServletRequest request, HttpServletResponse response, byte[] content)
      throws IOException {
    if (content.length < LEAST_BYTES || !isText(response) || isBound(response)) {
      return content;
    }
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (!isAccepted(request)) {
      return content;
    }
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(content.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    }
    return compressed.toByteArray();
  }

  private static boolean isText(HttpServletResponse response) {
    @Nullable String type = response.getContentType();
    return type != null && TYPES.contains(type.split(";", 2)[0].strip());
  }

  /**
   * Skips responses with a strong ETag, which identifies the exact bytes (RFC 9110, 8.8.1), and
   * encoded ones.
   */
  private static boolean isBound(HttpServletResponse response) {
    @Nullable String tag = response.getHeader(HttpHeaders.ETAG);
    return response.getHeader(HttpHeaders.CONTENT_ENCODING) != null
        || (tag != null && !tag.startsWith("W/"));
  }

  private static boolean isAccepted(HttpServletRequest request) throws IOException {
    @Nullable String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null
        && AcceptEncoding.parse(new StringReader(accepted)).stream()
            .anyMatch(each -> each.getEncoding().equals("gzip") && each.getQuality() > 0);
  }
}
