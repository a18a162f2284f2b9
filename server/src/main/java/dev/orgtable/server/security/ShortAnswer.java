package dev.orgtable.server.security;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** A response limited to 1 MiB; reading more throws an {@link IOException}. */
final class ShortAnswer implements ClientHttpResponse {

  static final int MOST_BYTES = 1 << 20;

  private final ClientHttpResponse answer;
  private @Nullable InputStream body;

  ShortAnswer(ClientHttpResponse answer) {
    this.answer = answer;
  }

  @Override
  public InputStream getBody() throws IOException {
    InputStream begun = body;
    if (begun == null) {
      begun = new Limited(answer.getBody());
      body = begun;
    }
    return begun;
  }

  @Override
  public HttpStatusCode getStatusCode() throws IOException {
    return answer.getStatusCode();
  }

  @Override
  public String getStatusText() throws IOException {
    return answer.getStatusText();
  }

  @Override
  public HttpHeaders getHeaders() {
    return answer.getHeaders();
  }

  @Override
  public void close() {
    answer.close();
  }

  private static final class Limited extends FilterInputStream {

    private int left = MOST_BYTES;

    Limited(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new IOException("the response is longer than " + MOST_BYTES + " bytes");
      }
    }
  }
}
