package dev.orgtable.benchmarks.library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** A transport that records the engine's responses for {@link Canned}. */
final class Recording implements SdkHttpClient {

  private final SdkHttpClient engine;
  private Path directory = Path.of("");
  private boolean on;

  Recording(SdkHttpClient engine) {
    this.engine = engine;
  }

  /** Records the responses to a call in a directory. */
  void into(Path place, Runnable call) throws IOException {
    directory = Files.createDirectories(place);
    on = true;
    call.run();
    on = false;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = engine.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse response = prepared.call();
        if (!on || response.responseBody().isEmpty()) {
          return response;
        }
        byte[] answer = response.responseBody().get().readAllBytes();
        Files.write(directory.resolve(Canned.action(request)), answer);
        return HttpExecuteResponse.builder()
            .response(response.httpResponse())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
            .build();
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public void close() {
    engine.close();
  }
}
