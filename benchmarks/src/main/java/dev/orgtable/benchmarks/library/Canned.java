package dev.orgtable.benchmarks.library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * A transport that responds immediately, without a network, with the recorded response of each
 * DynamoDB action. Reads the request body, as a network client would.
 */
final class Canned implements SdkHttpClient {

  private final Map<String, byte[]> answers = new HashMap<>();

  /** Creates a transport from a directory of recorded responses, one file per action. */
  Canned(Path recorded) {
    try (var files = Files.list(recorded)) {
      for (Path file : files.toList()) {
        answers.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the action of a request, such as {@code GetItem}. */
  static String action(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    return target.substring(target.indexOf('.') + 1);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (request.contentStreamProvider().isPresent()) {
          try (InputStream body = request.contentStreamProvider().get().newStream()) {
            body.skip(Long.MAX_VALUE);
          }
        }
        byte[] answer =
            Optional.ofNullable(answers.get(action(request)))
                .orElseThrow(() -> new IOException("nothing recorded for " + action(request)));
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpFullResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                    .putHeader("Content-Length", Integer.toString(answer.length))
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        // Already complete.
      }
    };
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
