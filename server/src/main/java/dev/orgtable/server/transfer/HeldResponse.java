package dev.orgtable.server.transfer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** An answer that is held until it is complete, so that no thread waits for whoever reads it. */
final class HeldResponse extends ContentCachingResponseWrapper {

  private final HttpServletResponse response;
  private boolean leftToServer;

  HeldResponse(HttpServletResponse response) {
    super(response);
    this.response = response;
  }

  /** Leaves the answer to the server's error page. */
  @Override
  public void sendError(int status) throws IOException {
    leftToServer = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    leftToServer = true;
    super.sendError(status, message);
  }

  /**
   * Where a body has failed to arrive, the server does not wait for the connection any more; what
   * is to be said then is short.
   */
  private boolean isToLeaveNow(HttpServletRequest request) {
    return leftToServer
        || response.isCommitted()
        || !request.isAsyncSupported()
        || Bodies.failure(request).isPresent();
  }

  /**
   * Lets it leave, as the caller takes it.
   *
   * @param longRow whether the connection has had its turn: what it has sent besides waits
   */
  void send(HttpServletRequest request, Transfers transfers, boolean longRow) throws IOException {
    if (isToLeaveNow(request)) {
      if (longRow && !response.isCommitted()) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
      }
      copyBodyToResponse();
      return;
    }
    boolean head = request.getMethod().equals(HttpMethod.HEAD.name());
    byte[] whole = getContentAsByteArray();
    byte[] content = head ? whole : Compression.compress(request, response, whole);
    if (mayHaveContent() && (content.length > 0 || !head)) {
      response.setContentLength(content.length);
    }
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0); // Transfers has the deadline, by the monotonic clock.
    response
        .getOutputStream()
        .setWriteListener(
            new Departure(
                head ? new byte[0] : content,
                response.getOutputStream(),
                async,
                transfers,
                request,
                longRow));
  }

  private boolean mayHaveContent() {
    return getStatus() != HttpStatus.NO_CONTENT.value()
        && getStatus() != HttpStatus.NOT_MODIFIED.value();
  }
}
